using System.Numerics.Tensors;

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

    /// <summary>Floats of a row over all lookup tables.</summary>
    internal int TableColumns { get; }

    /// <summary>Rows that some shard has touched, after <see cref="ReduceTables"/>.</summary>
    internal int TouchedRowCount => touched[0].Rows.Length;

    /// <summary>Moves the touched rows of the sum out, and leaves zeros.</summary>
    /// <param name="rows">Receives their numbers.</param>
    /// <param name="values">Receives their gradients, row by row over all tables.</param>
    internal void TakeTouched(Span<int> rows, Span<float> values)
    {
        touched[0].Rows.CopyTo(rows);
        foreach (var row in rows)
        {
            foreach (var table in tables)
            {
                var gradient = RowOf(table, row, 0);
                gradient.CopyTo(values);
                gradient.Clear();
                values = values[table.Columns..];
            }
        }
    }

    /// <summary>Adds what <see cref="TakeTouched"/> gave on some rank.</summary>
    internal void AddTouched(ReadOnlySpan<int> rows, ReadOnlySpan<float> values)
    {
        touched[0].Add(rows);
        foreach (var row in rows)
        {
            foreach (var table in tables)
            {
                var gradient = RowOf(table, row, 0);
                TensorPrimitives.Add(gradient, values[..table.Columns], gradient);
                values = values[table.Columns..];
            }
        }
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
                foreach (var table in tables) AddShard(table.Start + (row * table.Columns), table.Columns, shard);
            }
        }
    }

    private Span<float> RowOf(TableRange table, int row, int shard) => new(Shard(shard) + table.Start + ((nint)row * table.Columns), table.Columns);
}
