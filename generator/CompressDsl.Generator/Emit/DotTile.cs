namespace CompressDsl.Generator.Emit;

/// <summary>Lane groups that a dot kernel computes together, how often in a row, and how the inner dimension is spread over accumulators.</summary>
/// <param name="Count">Tiles of this kind, one behind the other.</param>
/// <param name="Groups">Groups of 16 outputs in a tile.</param>
/// <param name="Split">Accumulators per group: steps of the inner dimension that run side by side.</param>
/// <param name="Tail">Outputs in the last group, 16 when it is full.</param>
internal sealed record DotTile(int Count, int Groups, int Split, int Tail)
{
    public const int Lanes = 16;

    /// <summary>Largest number of dot instructions that are written out without a loop.</summary>
    private const int StraightLimit = 32;

    /// <summary>The tiles of a layer, from the first output to the last.</summary>
    /// <param name="outputs">N.</param>
    /// <param name="tile">Groups per tile in the packed layout.</param>
    /// <param name="steps">Updates of a sum over the inner dimension.</param>
    /// <param name="partialTail">Whether the last group must not be stored whole.</param>
    public static IEnumerable<DotTile> Plan(int outputs, int tile, int steps, bool partialTail)
    {
        var groups = (outputs + Lanes - 1) / Lanes;
        var full = groups / tile;
        var rest = groups % tile;
        var tail = outputs % Lanes;
        var cut = partialTail && tail > 0;
        if (cut && rest == 0) (full, rest) = (full - 1, tile);
        if (full > 0) yield return new DotTile(full, tile, SplitOf(tile, steps), Lanes);
        if (rest > 0) yield return new DotTile(1, rest, SplitOf(rest, steps), cut ? tail : Lanes);
    }

    /// <summary>Whether <paramref name="steps"/> steps are written out one by one.</summary>
    public bool IsStraight(int steps) => steps * Groups <= StraightLimit;

    // Eight 256-bit registers of sums hide the latency of the dot instruction and leave room for operands.
    private static int SplitOf(int groups, int steps) => Math.Max(1, Math.Min(steps, groups switch { 1 => 4, 2 => 2, _ => 1 }));
}
