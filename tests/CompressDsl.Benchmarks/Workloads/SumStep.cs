namespace CompressDsl.Benchmarks.Workloads;

/// <summary>The sum of two values.</summary>
internal sealed record SumStep(ImageValue Left, ImageValue Right, ImageValue Result, ImageActivation Activation) : ImageStep(Result, Activation)
{
    public override ImageValue[] Operands => [Left, Right];

    public override float[] Run(IReadOnlyList<float[]> operands) => [.. operands[0].Zip(operands[1], (left, right) => left + right)];
}
