namespace CompressDsl.Benchmarks.Workloads;

/// <summary>The mean over the pixels.</summary>
internal sealed record MeanStep(ImageValue Input, ImageValue Result) : ImageStep(Result, ImageActivation.None)
{
    public override ImageValue[] Operands => [Input];

    public override float[] Run(IReadOnlyList<float[]> operands) =>
        [.. operands[0].Chunk(Input.Height * Input.Width).Select(c => c.Average())];
}
