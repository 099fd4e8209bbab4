namespace CompressDsl.Training;

/// <summary>The token ids of the rows of a shard: row r holds <c>Ids[Starts[r]]</c> up to <c>Ids[Starts[r + 1]]</c>, exclusive.</summary>
public readonly unsafe struct TokenRows
{
    /// <summary>All ids, row behind row.</summary>
    public required int* Ids { get; init; }

    /// <summary>Where each row starts; one more than there are rows.</summary>
    public required int* Starts { get; init; }

    /// <summary>Number of ids of row <paramref name="row"/>.</summary>
    /// <param name="row">0 to rows - 1.</param>
    public int Count(int row) => Starts[row + 1] - Starts[row];

    /// <summary>The ids of row <paramref name="row"/>.</summary>
    /// <param name="row">0 to rows - 1.</param>
    public ReadOnlySpan<int> this[int row] => new(Ids + Starts[row], Count(row));
}
