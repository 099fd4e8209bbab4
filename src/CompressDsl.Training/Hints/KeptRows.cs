namespace CompressDsl.Training;

/// <summary>The rows of a shard out of what is kept for all samples.</summary>
/// <param name="kept">What is kept.</param>
/// <param name="capacity">Rows of a full shard.</param>
internal sealed class KeptRows(KeptLayers kept, int capacity) : TeacherRows
{
    private readonly float[][] values = [.. kept.Features.Select(f => new float[capacity * f.Length])];
    private int rows;

    /// <inheritdoc/>
    public override void Take(Batch batch, int first, int count)
    {
        rows = count;
        for (var row = 0; row < count; row++)
        {
            var from = kept.Of(batch.Indices[first + row]);
            for (var f = 0; f < values.Length; f++)
            {
                var length = kept.Features[f].Length;
                from[..length].CopyTo(values[f].AsSpan(row * length));
                from = from[length..];
            }
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Of(int feature)
    {
        var place = 0;
        while (kept.Features[place].Number != feature) place++;
        return values[place].AsSpan(0, rows * kept.Features[place].Length);
    }
}
