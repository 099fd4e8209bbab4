namespace CompressDsl.Core;

/// <summary>
/// Outputs in lane groups of 16, groups in tiles of m: the last tile has the groups that remain. A tile is stored as one piece.
/// </summary>
internal readonly record struct TileLayout(int Groups, int GroupsPerTile)
{
    private const int Lanes = 16;

    /// <exception cref="FormatException">The section's tile is not a positive number.</exception>
    public static TileLayout Of(Section section, int outputs) =>
        InvariantText.TryParse(section.Get("tile"), out int tile) && tile > 0
            ? new TileLayout((outputs + Lanes - 1) / Lanes, tile)
            : throw new FormatException($"Section '{section.Name}': tile={section.Get("tile")} is not a positive number.");

    /// <summary>First output of the tile that holds <paramref name="output"/>.</summary>
    public int TileStart(int output) => output / (Lanes * GroupsPerTile) * Lanes * GroupsPerTile;

    /// <summary>Outputs of that tile, padding included.</summary>
    public int TileWidth(int output) => Math.Min(GroupsPerTile * Lanes, (Groups * Lanes) - TileStart(output));
}
