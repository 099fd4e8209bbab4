namespace CompressDsl.Benchmarks.Workloads;

/// <summary>What follows an operation of an image network.</summary>
internal enum ImageActivation
{
    None,
    Relu,

    /// <summary>Clipped to 0 to 6.</summary>
    Relu6,
}
