namespace CompressDsl.Benchmarks.Workloads;

/// <summary>An operation of an image network.</summary>
/// <param name="Result">What it computes.</param>
/// <param name="Activation">What follows.</param>
internal abstract record ImageStep(ImageValue Result, ImageActivation Activation)
{
    /// <summary>What it reads.</summary>
    public abstract ImageValue[] Operands { get; }

    /// <summary>The activation of a value.</summary>
    public float Activated(float value) => Activation switch
    {
        ImageActivation.Relu => Math.Max(0, value),
        ImageActivation.Relu6 => Math.Clamp(value, 0, 6),
        _ => value,
    };

    /// <summary>The operation as textbooks write it, without the activation.</summary>
    public abstract float[] Run(IReadOnlyList<float[]> operands);
}
