namespace CompressDsl.Training.Tests.Parallel;

/// <summary>Ranks that are threads of one process. Sums are made in the order of the ranks.</summary>
internal sealed class ThreadRanks : Communicator
{
    private readonly Meeting meeting;

    private ThreadRanks(Meeting meeting, int rank) => (this.meeting, Rank) = (meeting, rank);

    public override int Rank { get; }

    public override int Size => meeting.Parts.Length;

    /// <summary>Runs the same work on every rank; where one fails the others end too, and its exception is thrown.</summary>
    public static T[] Run<T>(int size, Func<Communicator, T> work)
    {
        using var meeting = new Meeting(size);
        var results = new T[size];
        Exception? failure = null;
        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = work(new ThreadRanks(meeting, rank));
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                meeting.End.Cancel();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return failure is null ? results : throw new InvalidOperationException(failure.Message, failure);
    }

    public override void AllReduce(Span<float> values, ReduceOperation operation) => Combine(values, operation);

    public override void AllReduce(Span<double> values, ReduceOperation operation) => Combine(values, operation);

    public override void Broadcast(Span<byte> bytes, int root)
    {
        meeting.Parts[Rank] = bytes.ToArray();
        Barrier();
        ((byte[])meeting.Parts[root]).CopyTo(bytes);
        Barrier();
    }

    public override void Barrier() => meeting.Barrier.SignalAndWait(meeting.End.Token);

    protected override void Dispose(bool disposing)
    {
    }

    private void Combine<T>(Span<T> values, ReduceOperation operation)
        where T : System.Numerics.INumber<T>
    {
        meeting.Parts[Rank] = values.ToArray();
        Barrier();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ((T[])meeting.Parts[0])[i];
            for (var rank = 1; rank < Size; rank++)
            {
                var other = ((T[])meeting.Parts[rank])[i];
                values[i] = operation == ReduceOperation.Sum ? values[i] + other : T.Max(values[i], other);
            }
        }

        Barrier();
    }

    private sealed class Meeting(int size) : IDisposable
    {
        public object[] Parts { get; } = new object[size];

        public Barrier Barrier { get; } = new(size);

        public CancellationTokenSource End { get; } = new();

        public void Dispose()
        {
            Barrier.Dispose();
            End.Dispose();
        }
    }
}
