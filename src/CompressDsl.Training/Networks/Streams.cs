namespace CompressDsl.Training;

/// <summary>Streams of <see cref="CounterRandom"/> that training draws from; far apart, so that none runs into another.</summary>
internal static class Streams
{
    /// <summary>Start values: this plus the tensor's number.</summary>
    public const ulong StartValues = 1UL << 40;

    /// <summary>Dropout: this plus the step.</summary>
    public const ulong Dropout = 1UL << 41;
}
