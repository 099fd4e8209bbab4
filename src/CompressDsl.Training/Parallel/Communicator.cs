using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>
/// Processes (ranks) that train one network together: every rank works on its share of every batch, and their gradients are summed up.
/// All ranks must make the same calls in the same order, one at a time.
/// </summary>
/// <example><code>
/// // mpirun -n 4 dotnet run -c Release
/// using var ranks = MpiCommunicator.Start();
/// Student.Train(data, options with { Communicator = ranks });   // rank 0 writes the checkpoint
/// </code></example>
public abstract class Communicator : IDisposable
{
    /// <summary>Number of this process, from 0.</summary>
    public abstract int Rank { get; }

    /// <summary>Number of processes.</summary>
    public abstract int Size { get; }

    /// <summary>Whether this process writes files and shows progress.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Whether this rank has left, so that the others wait for it in vain.</summary>
    protected bool HasLeft { get; private set; }

    /// <summary>Puts the sum or the largest of all ranks' values in place of every rank's: the same bits on all of them.</summary>
    /// <param name="values">As many on every rank.</param>
    /// <param name="operation">How they are combined.</param>
    public abstract void AllReduce(Span<float> values, ReduceOperation operation);

    /// <inheritdoc cref="AllReduce(Span{float}, ReduceOperation)"/>
    public abstract void AllReduce(Span<double> values, ReduceOperation operation);

    /// <summary>Gives all ranks the bytes of one.</summary>
    /// <param name="bytes">What is sent by <paramref name="root"/>, received by all others.</param>
    /// <param name="root">The rank that has them.</param>
    public abstract void Broadcast(Span<byte> bytes, int root);

    /// <summary>Waits until all ranks are here.</summary>
    public abstract void Barrier();

    /// <summary>Gives all ranks the file that rank 0 sees.</summary>
    /// <param name="path">The file; other ranks need not have it.</param>
    /// <returns>Its bytes; null where rank 0 has no such file.</returns>
    public byte[]? BroadcastFile(string path)
    {
        var bytes = IsFirst && File.Exists(path) ? File.ReadAllBytes(path) : null;
        Span<long> length = [bytes?.LongLength ?? -1];
        Broadcast(MemoryMarshal.AsBytes(length), root: 0);
        if (length[0] < 0) return null;
        bytes ??= new byte[length[0]];
        Broadcast(bytes, root: 0);
        return bytes;
    }

    /// <summary>The sum of one number over all ranks.</summary>
    /// <param name="number">This rank's.</param>
    public double Sum(double number)
    {
        Span<double> one = [number];
        AllReduce(one, ReduceOperation.Sum);
        return one[0];
    }

    /// <summary>The part of <paramref name="count"/> things that is this rank's.</summary>
    public Range PartOf(int count) => PartOf(count, Rank);

    /// <summary>The part of <paramref name="count"/> things that is <paramref name="rank"/>'s.</summary>
    public Range PartOf(int count, int rank) => (int)((long)count * rank / Size)..(int)((long)count * (rank + 1) / Size);

    /// <summary>
    /// Says that this rank cannot go on, after an error, so that <see cref="Dispose()"/> does not wait for the others. A training that ends
    /// with an exception has called it.
    /// </summary>
    public void Leave() => HasLeft = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the agreement with the other ranks.</summary>
    protected abstract void Dispose(bool disposing);
}
