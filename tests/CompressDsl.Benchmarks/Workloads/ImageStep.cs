namespace CompressDsl.Benchmarks.Workloads;

/// <summary>An operation of an image network.</summary>
/// <param name="Result">What it computes.</param>
/// <param name="Relu">Whether a ReLU follows.</param>
internal abstract record ImageStep(ImageValue Result, bool Relu)
{
    /// <summary>What it reads.</summary>
    public abstract ImageValue[] Operands { get; }

    /// <summary>The operation as textbooks write it, without the ReLU.</summary>
    public abstract float[] Run(IReadOnlyList<float[]> operands);
}
