namespace CompressDsl.Training;

/// <summary>Anything that training can draw batches from: a data set in memory or a stream.</summary>
public interface IDataSource
{
    /// <summary>What a sample holds.</summary>
    SampleShape Shape { get; }

    /// <summary>Samples per epoch, or null when only the end of the stream tells.</summary>
    int? SamplesPerEpoch { get; }

    /// <summary>Starts an epoch. The order of samples is a function of <paramref name="seed"/> and <paramref name="epoch"/> alone.</summary>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="epoch">Epoch, from 0.</param>
    IBatchCursor Open(ulong seed, int epoch);
}
