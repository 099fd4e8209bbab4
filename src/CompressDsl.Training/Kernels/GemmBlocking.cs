namespace CompressDsl.Training.Kernels;

/// <summary>Sizes of the blocks: functions of the shape alone, so that sums are cut the same way on every run.</summary>
internal static class GemmBlocking
{
    private const int DeepestBlock = 400;
    private const int BlockFloats = 48 * 1024;

    /// <summary>Length of the stretches that a sum over <paramref name="depth"/> is cut into.</summary>
    public static int Depth(int depth)
    {
        var blocks = Math.Max(1, (depth + DeepestBlock - 1) / DeepestBlock);
        return Math.Max(8, RoundUp((depth + blocks - 1) / blocks, 8));
    }

    /// <summary>Columns of B that are packed at once: as many in every block as the blocks allow.</summary>
    public static int Columns(int columns, int depth, int panel)
    {
        var most = Math.Max(panel, BlockFloats / Math.Max(1, depth) / panel * panel);
        var blocks = Math.Max(1, (columns + most - 1) / most);
        return Math.Max(panel, RoundUp((columns + blocks - 1) / blocks, panel));
    }

    /// <summary>Rows of A that are packed at once.</summary>
    public const int Rows = 960;

    /// <summary>Whether rows of A are packed: by more than two panels of B are they read often enough.</summary>
    public static bool PacksRows(int columns, int panel) => columns > 2 * panel;

    /// <summary>The most tiles that some rows are cut into by <see cref="TileRows"/>: those of six, and three for what is left over.</summary>
    public static int Tiles(int rows) => (rows / 6) + 3;

    /// <summary>Rows of the next tile: sixes, with fours at the end so that few single rows are left.</summary>
    public static int TileRows(int left) => left switch
    {
        >= 6 and not 8 => 6,
        >= 4 => 4,
        _ => 1,
    };

    /// <summary>The next multiple of <paramref name="unit"/>.</summary>
    public static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;
}
