namespace CompressDsl;

/// <summary>Element type of a model's input.</summary>
public enum DType
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>32-bit integer: token ids.</summary>
    Int32,
}
