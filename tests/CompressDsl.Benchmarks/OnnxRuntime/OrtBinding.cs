namespace CompressDsl.Benchmarks.OnnxRuntime;

/// <summary>Input and output of a session: names as UTF-8 text that ends with 0, values as tensors.</summary>
internal readonly record struct OrtBinding(nint InputName, nint Input, nint OutputName, nint Output);
