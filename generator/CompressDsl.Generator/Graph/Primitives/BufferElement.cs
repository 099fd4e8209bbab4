namespace CompressDsl.Generator.Graph;

/// <summary>What a buffer holds.</summary>
internal enum BufferElement
{
    Float32,
    Int32,

    /// <summary>Activations on an 8-bit grid: value = (byte - zero point) * scale.</summary>
    UInt8,
}
