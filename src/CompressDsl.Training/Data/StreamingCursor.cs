namespace CompressDsl.Training;

/// <summary>Draws samples from a stream through a shuffle buffer.</summary>
internal sealed class StreamingCursor(IEnumerable<Sample> samples, int capacity, CounterRandom random) : IBatchCursor
{
    private readonly IEnumerator<Sample> stream = samples.GetEnumerator();
    private readonly List<Sample> buffer = new(Math.Min(capacity, 1 << 16));
    private int drawn;
    private bool ended;

    /// <inheritdoc/>
    public bool MoveNext(Batch batch)
    {
        batch.Clear();
        while (!batch.IsFull && Draw() is { } sample) sample.AppendTo(batch, drawn++);
        return batch.Rows > 0;
    }

    /// <inheritdoc/>
    public void Skip(int samples)
    {
        for (; samples > 0 && Draw() is not null; samples--) drawn++;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private Sample? Draw()
    {
        while (buffer.Count < capacity && Read() is { } next) buffer.Add(next);
        if (buffer.Count == 0) return null;
        var place = random.Next(buffer.Count);
        var sample = buffer[place];
        buffer[place] = buffer[^1];
        buffer.RemoveAt(buffer.Count - 1);
        return sample;
    }

    private Sample? Read()
    {
        if (!ended && stream.MoveNext()) return stream.Current;
        ended = true;
        return null;
    }
}
