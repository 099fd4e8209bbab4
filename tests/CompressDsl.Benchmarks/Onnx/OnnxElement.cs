namespace CompressDsl.Benchmarks.Onnx;

/// <summary>Element types by their number in onnx.proto.</summary>
internal enum OnnxElement
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
}
