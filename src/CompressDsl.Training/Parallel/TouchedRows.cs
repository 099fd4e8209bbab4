namespace CompressDsl.Training;

/// <summary>A set of row numbers that is emptied in no time; rows keep the order in which they came.</summary>
/// <param name="capacity">Rows are 0 to <paramref name="capacity"/> - 1.</param>
internal sealed class TouchedRows(int capacity)
{
    private readonly int[] seenIn = new int[capacity];
    private readonly int[] rows = new int[capacity];
    private int count;
    private int generation = 1;

    /// <summary>The rows, every one once.</summary>
    public ReadOnlySpan<int> Rows => rows.AsSpan(0, count);

    /// <summary>Whether <paramref name="row"/> is in the set.</summary>
    public bool Contains(int row) => seenIn[row] == generation;

    /// <summary>Adds rows; those that are there already stay where they are.</summary>
    public void Add(ReadOnlySpan<int> more)
    {
        foreach (var row in more)
        {
            if (seenIn[row] == generation) continue;
            seenIn[row] = generation;
            rows[count++] = row;
        }
    }

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        count = 0;
        if (++generation > 0) return;
        Array.Clear(seenIn);
        generation = 1;
    }
}
