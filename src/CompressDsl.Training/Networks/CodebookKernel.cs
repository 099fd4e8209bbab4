using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Weights on the levels of their codebook, as <see cref="WeightGrid"/> and <see cref="Codebook"/> define them, in place: the same bits, made
/// for every step of training.
/// </summary>
/// <param name="weight">A matrix or table with a codebook.</param>
internal sealed unsafe class CodebookKernel(WeightRecipe weight)
{
    private readonly WeightGrid grid = WeightGrid.Of(weight);
    private readonly sbyte[] quantized = new sbyte[weight.Count];
    private readonly int[] counts = new int[Codebook.Places];

    /// <summary>The scales of the last <see cref="Snap"/>.</summary>
    public float[] Scales { get; } = new float[WeightGrid.Of(weight).Channels];

    /// <summary>The levels of the last <see cref="Snap"/>, ascending.</summary>
    public sbyte[] Levels { get; private set; } = [];

    /// <summary>Replaces every weight by the nearest level times its scale.</summary>
    /// <param name="weights"><c>[rows, columns]</c>.</param>
    public void Snap(float* weights)
    {
        Array.Clear(Scales);
        for (var i = 0; i < quantized.Length; i++)
        {
            ref var largest = ref Scales[ScaleOf(i)];
            largest = MathF.Max(largest, MathF.Abs(weights[i]));
        }

        for (var c = 0; c < Scales.Length; c++) Scales[c] = GridKernel.Scale(Scales[c], grid.Max);
        Array.Clear(counts);
        for (var i = 0; i < quantized.Length; i++)
        {
            quantized[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / Scales[ScaleOf(i)]), -grid.Max, grid.Max);
            counts[quantized[i] + grid.Max]++;
        }

        Levels = Codebook.Of(counts, weight.Bits);
        var table = Codebook.Table(Levels);
        for (var i = 0; i < quantized.Length; i++) weights[i] = table[quantized[i] + grid.Max] * Scales[ScaleOf(i)];
    }

    private int ScaleOf(int element) => grid.Kind == WeightKind.Table ? element % grid.Columns : element / grid.Columns;
}
