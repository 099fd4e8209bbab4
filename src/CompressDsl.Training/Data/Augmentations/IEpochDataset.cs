namespace CompressDsl.Training;

/// <summary>Samples that every epoch shows in another way.</summary>
internal interface IEpochDataset : IDataset
{
    /// <summary>The samples as one epoch shows them, by the same index.</summary>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="epoch">Epoch, from 0.</param>
    IDataset Show(ulong seed, int epoch);

    /// <summary><paramref name="samples"/> as one epoch shows them; those that do not change, as they are.</summary>
    static IDataset Of(IDataset samples, ulong seed, int epoch) => samples is IEpochDataset changing ? changing.Show(seed, epoch) : samples;
}
