namespace CompressDsl.Training;

/// <content>Lookup tables: only rows that were looked up are cleared and added.</content>
public sealed unsafe partial class GradientReducer
{
    private const int RowsPerPiece = 128;

    private readonly TableRange[] tables;
    private readonly TouchedRows[] touched;

    /// <summary>Says which rows of all tables a shard is about to add to.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="ids">Token ids of its samples.</param>
    public void Touch(int shard, ReadOnlySpan<int> ids)
    {
        if (tables.Length > 0) touched[shard].Add(ids);
    }

    private int RowPieces => (touched[0].Rows.Length + RowsPerPiece - 1) / RowsPerPiece;

    private void ClearTables(int shard)
    {
        foreach (var table in tables)
        {
            foreach (var row in touched[shard].Rows) RowOf(table, row, shard).Clear();
        }

        touched[shard].Clear();
    }

    /// <summary>The sum lies in the memory of shard 0, which thus has all rows.</summary>
    private void GatherRows()
    {
        for (var shard = 1; shard < used; shard++) touched[0].Add(touched[shard].Rows);
    }

    private void AddRows(int piece)
    {
        var rows = touched[0].Rows[(piece * RowsPerPiece)..];
        foreach (var row in rows[..Math.Min(rows.Length, RowsPerPiece)])
        {
            for (var shard = 1; shard < used; shard++)
            {
                if (!touched[shard].Contains(row)) continue;
                foreach (var table in tables) Add(table.Start + (row * table.Columns), table.Columns, shard);
            }
        }
    }

    private Span<float> RowOf(TableRange table, int row, int shard) => new(Shard(shard) + table.Start + ((nint)row * table.Columns), table.Columns);
}
