using System.Numerics;
using System.Runtime.CompilerServices;
using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>
/// Gradients of the shards of a batch, and their sum in the order of the shards: the same bits on any number of threads.
/// </summary>
/// <example><code>
/// var gradients = new GradientReducer(parameters, shards: 4);
/// runner.Run(4, shard => { gradients.Clear(shard); Backward(shard, gradients.Shard(shard)); });
/// gradients.Reduce(runner, 4);
/// var scale = GradientClipping.Scale(gradients.Norm, limit: 1);
/// </code></example>
public sealed unsafe class GradientReducer
{
    /// <summary>Floats that one piece of a parallel pass over the parameters handles.</summary>
    public const int ChunkLength = 16 * 1024;

    private readonly float[][] memory;
    private readonly nint[] shards;
    private readonly double[] squares;
    private readonly Action<int> addChunk;
    private int used;

    /// <summary>Makes room for the gradients of <paramref name="shards"/> shards.</summary>
    /// <param name="length">Floats of all parameters.</param>
    /// <param name="shards">Shards of a batch.</param>
    public GradientReducer(int length, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        Length = length;
        memory = new float[shards][];
        this.shards = new nint[shards];
        for (var i = 0; i < shards; i++)
        {
            memory[i] = GC.AllocateArray<float>(checked(length + 32), pinned: true);
            this.shards[i] = (nint)GemmScratch.Align(memory[i]);
        }

        squares = new double[Chunks];
        addChunk = AddChunk;
    }

    /// <summary>Floats of all parameters.</summary>
    public int Length { get; }

    /// <summary>Pieces of a parallel pass over the parameters.</summary>
    public int Chunks => (Length + ChunkLength - 1) / ChunkLength;

    /// <summary>The sum, after <see cref="Reduce"/>; shares memory with shard 0.</summary>
    public ReadOnlySpan<float> Total => new((float*)shards[0], Length);

    /// <summary>Norm of the sum, after <see cref="Reduce"/>.</summary>
    public double Norm { get; private set; }

    /// <summary>64-byte aligned gradients of a shard.</summary>
    public float* Shard(int shard) => (float*)shards[shard];

    /// <summary>Sets a shard's gradients to zero.</summary>
    public void Clear(int shard) => new Span<float>((float*)shards[shard], Length).Clear();

    /// <summary>First float and length of a piece.</summary>
    public (int Start, int Length) Chunk(int chunk) => (chunk * ChunkLength, Math.Min(ChunkLength, Length - (chunk * ChunkLength)));

    /// <summary>Adds the gradients of shards 0 to <paramref name="count"/> - 1 into <see cref="Total"/>.</summary>
    /// <param name="runner">The threads.</param>
    /// <param name="count">Shards that the batch had.</param>
    public void Reduce(ShardRunner runner, int count)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, shards.Length);
        used = count;
        runner.Run(Chunks, addChunk);
        double sum = 0;
        foreach (var part in squares) sum += part;
        Norm = Math.Sqrt(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddChunk(int chunk)
    {
        var (start, length) = Chunk(chunk);
        var total = (float*)shards[0] + start;
        for (var shard = 1; shard < used; shard++)
        {
            var part = (float*)shards[shard] + start;
            var i = 0;
            for (; i <= length - Vector<float>.Count; i += Vector<float>.Count) (Vector.Load(total + i) + Vector.Load(part + i)).Store(total + i);
            for (; i < length; i++) total[i] += part[i];
        }

        squares[chunk] = FixedSum.Squares(new ReadOnlySpan<float>(total, length));
    }
}
