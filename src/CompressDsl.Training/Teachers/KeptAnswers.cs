namespace CompressDsl.Training;

/// <summary>A teacher's outputs for all samples of a data set.</summary>
internal abstract class KeptAnswers : IDisposable
{
    /// <summary>The outputs for one sample.</summary>
    /// <param name="index">Its place in the data set.</param>
    public abstract ReadOnlySpan<float> Of(int index);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
