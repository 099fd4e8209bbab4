using System.Numerics;
using System.Runtime.CompilerServices;
using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>
/// Gradients of the shards of a batch, and their sum in the order of the shards: the same bits on any number of threads. Of lookup tables
/// only the rows that a shard has touched are cleared and added; the others are zero, so that the sum has the same bits as that of all rows.
/// </summary>
/// <example><code>
/// var gradients = new GradientReducer(parameters, shards: 4);
/// runner.Run(4, shard => { gradients.Clear(shard); Backward(shard, gradients.Shard(shard)); });
/// gradients.Reduce(runner, 4);
/// var scale = GradientClipping.Scale(gradients.Norm, limit: 1);
/// </code></example>
public sealed unsafe partial class GradientReducer
{
    /// <summary>Floats that one piece of a parallel pass over the parameters handles.</summary>
    public const int ChunkLength = 16 * 1024;

    private readonly nint[] shards;
    private readonly float[][] memory;
    private readonly (int Start, int Length)[] dense;
    private readonly (int Start, int Length)[] added;
    private readonly double[] squares;
    private readonly Action<int> addPiece;
    private readonly Action<int> squareChunk;
    private ShardRunner? lastRunner;
    private double? norm;
    private int used;

    /// <summary>Makes room for the gradients of <paramref name="shards"/> shards.</summary>
    /// <param name="length">Floats of all parameters.</param>
    /// <param name="shards">Shards of a batch.</param>
    /// <param name="tables">Lookup tables, in the order of their places; <see cref="Touch"/> must tell of their rows.</param>
    public GradientReducer(int length, int shards, params IReadOnlyList<TableRange> tables)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        ArgumentNullException.ThrowIfNull(tables);
        (Length, this.tables, TableColumns) = (length, [.. tables], tables.Sum(t => t.Columns));
        memory = new float[shards][];
        this.shards = new nint[shards];
        for (var i = 0; i < shards; i++)
        {
            memory[i] = GC.AllocateArray<float>(checked(length + 32), pinned: true);
            this.shards[i] = (nint)GemmScratch.Align(memory[i]);
        }

        touched = [.. Enumerable.Range(0, shards).Select(_ => new TouchedRows(tables.Select(t => t.Rows).DefaultIfEmpty().Max()))];
        dense = [.. DensePieces()];
        added = [.. DenseRuns];
        squares = new double[(length + ChunkLength - 1) / ChunkLength];
        (addPiece, squareChunk) = (AddPiece, SquareChunk);
    }

    /// <summary>Floats of all parameters.</summary>
    public int Length { get; }

    /// <summary>The sum, after <see cref="Reduce"/>; shares memory with shard 0.</summary>
    public ReadOnlySpan<float> Total => new((float*)shards[0], Length);

    /// <summary>Norm of the sum, after <see cref="Reduce"/>; computed when it is first asked for.</summary>
    public double Norm => norm ??= MeasureNorm();

    /// <summary>Gradients that the backward pass stores instead of adding to them, in the order of their places: they need not be cleared.</summary>
    internal IEnumerable<(int Start, int Length)> Stored
    {
        init => added = [.. DenseRuns.SelectMany(r => Without(r, value))];
    }

    /// <summary>64-byte aligned gradients of a shard.</summary>
    public float* Shard(int shard) => (float*)shards[shard];

    /// <summary>Sets a shard's gradients to zero, but for those that the backward pass stores.</summary>
    public void Clear(int shard)
    {
        foreach (var (start, length) in added) new Span<float>(Shard(shard) + start, length).Clear();
        ClearTables(shard);
    }

    /// <summary>Sets all gradients of a shard to zero: no backward pass follows.</summary>
    internal void ClearAll(int shard)
    {
        foreach (var (start, length) in dense) new Span<float>(Shard(shard) + start, length).Clear();
        ClearTables(shard);
    }

    /// <summary>Where parameters lie that are no lookup tables.</summary>
    internal IEnumerable<(int Start, int Length)> DenseRuns
    {
        get
        {
            var from = 0;
            foreach (var table in tables.Append(new TableRange(Length, 0, 0)))
            {
                if (table.Start > from) yield return (from, table.Start - from);
                from = table.Start + table.Length;
            }
        }
    }

    /// <summary>A part of <see cref="Total"/>, to be written.</summary>
    internal Span<float> TotalOf(int start, int length) => new(Shard(0) + start, length);

    /// <summary>Adds a part of the gradients of shards 1 to <paramref name="count"/> - 1 to those of shard 0.</summary>
    internal void Add(int start, int length, int count)
    {
        for (var shard = 1; shard < count; shard++) AddShard(start, length, shard);
    }

    /// <summary>Adds the gradients of the lookup tables; those of the others are added by <see cref="Add"/>.</summary>
    internal void ReduceTables(ShardRunner runner, int count)
    {
        (used, norm, lastRunner) = (count, null, runner);
        if (tables.Length == 0) return;
        GatherRows();
        runner.Run(RowPieces, AddRows);
    }

    /// <summary>Adds the gradients of shards 0 to <paramref name="count"/> - 1 into <see cref="Total"/>.</summary>
    /// <param name="runner">The threads.</param>
    /// <param name="count">Shards that the batch had.</param>
    public void Reduce(ShardRunner runner, int count)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, shards.Length);
        (used, norm, lastRunner) = (count, null, runner);
        GatherRows();
        runner.Run(dense.Length + RowPieces, addPiece);
    }

    private static IEnumerable<(int Start, int Length)> Without((int Start, int Length) run, IEnumerable<(int Start, int Length)> holes)
    {
        var (from, end) = (run.Start, run.Start + run.Length);
        foreach (var (start, length) in holes.Where(h => h.Start >= run.Start && h.Start < end))
        {
            if (start > from) yield return (from, start - from);
            from = start + length;
        }

        if (end > from) yield return (from, end - from);
    }

    private IEnumerable<(int Start, int Length)> DensePieces()
    {
        foreach (var (start, length) in DenseRuns)
        {
            for (var from = start; from < start + length; from += ChunkLength) yield return (from, Math.Min(ChunkLength, start + length - from));
        }
    }

    private void AddPiece(int piece)
    {
        if (piece >= dense.Length) AddRows(piece - dense.Length);
        else Add(dense[piece].Start, dense[piece].Length, used);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddShard(int start, int length, int shard)
    {
        float* total = Shard(0) + start, part = Shard(shard) + start;
        var i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count) (Vector.Load(total + i) + Vector.Load(part + i)).Store(total + i);
        for (; i < length; i++) total[i] += part[i];
    }

    private double MeasureNorm()
    {
        if (lastRunner is null) return 0;
        lastRunner.Run(squares.Length, squareChunk);
        double sum = 0;
        foreach (var part in squares) sum += part;
        return Math.Sqrt(sum);
    }

    private void SquareChunk(int chunk)
    {
        var start = chunk * ChunkLength;
        squares[chunk] = FixedSum.Squares(Total.Slice(start, Math.Min(ChunkLength, Length - start)));
    }
}
