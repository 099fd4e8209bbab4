namespace CompressDsl.Generator.Emit;

/// <summary>Where a kernel finds the scales of a tile's groups of inputs: those of two times 16 outputs take turns.</summary>
internal static class GroupScales
{
    private const int Pair = 2 * DotTile.Lanes;

    /// <summary>The arguments that name the scales of 16 outputs.</summary>
    public static string At(int group) => $"{DotPlan.At("scale", group / 2 * Pair)}, {(group % 2 == 0 ? "false" : "true")}";

    /// <summary>Scales from one group of inputs to the next.</summary>
    public static int Count(DotTile tile) => (tile.Groups + 1) / 2 * Pair;
}
