namespace CompressDsl.Benchmarks.Workloads;

/// <summary>The largest value of every square of pixels.</summary>
/// <param name="Size">Rows and columns of a square, which divide the image's.</param>
internal sealed record MaxPoolStep(ImageValue Input, ImageValue Result, int Size) : ImageStep(Result, ImageActivation.None)
{
    public override ImageValue[] Operands => [Input];

    public override float[] Run(IReadOnlyList<float[]> operands)
    {
        var result = new float[Result.Count];
        Array.Fill(result, float.NegativeInfinity);
        for (var i = 0; i < Input.Count; i++)
        {
            var (row, column) = (i / Input.Width, i % Input.Width);
            ref var largest = ref result[(row / Size * Result.Width) + (column / Size)];
            largest = Math.Max(largest, operands[0][i]);
        }

        return result;
    }
}
