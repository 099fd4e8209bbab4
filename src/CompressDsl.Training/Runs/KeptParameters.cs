namespace CompressDsl.Training;

/// <summary>The best parameters so far; masks are not among them because they no longer change.</summary>
/// <param name="Score">Smaller is better.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Dense">The parameters.</param>
/// <param name="Ranges">Activation ranges, min and max by turns.</param>
internal sealed record KeptParameters(double Score, int Epoch, float[] Dense, float[] Ranges)
{
    /// <summary>Learned steps of the grids; null where there are none.</summary>
    public float[]? Steps { get; init; }

    public static KeptParameters Of(NetworkParameters parameters, double score, int epoch) =>
        new(score, epoch, parameters.Dense.Span.ToArray(), Flatten(parameters.Ranges));

    public void RestoreTo(NetworkParameters parameters)
    {
        Dense.CopyTo(parameters.Dense.Span);
        Unflatten(Ranges, parameters.Ranges);
    }

    public static float[] Flatten(ValueRange[] ranges) => [.. ranges.SelectMany(r => new[] { r.Min, r.Max })];

    public static void Unflatten(float[] values, ValueRange[] ranges)
    {
        for (var i = 0; i < ranges.Length; i++) ranges[i] = new ValueRange(values[2 * i], values[(2 * i) + 1]);
    }
}
