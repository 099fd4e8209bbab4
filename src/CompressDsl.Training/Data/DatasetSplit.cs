namespace CompressDsl.Training;

/// <summary>A data set in three parts: weights are learned on the first, choices made on the second, the last is for the final figure.</summary>
/// <param name="Train">For learning.</param>
/// <param name="Validation">For choosing.</param>
/// <param name="Test">For reporting.</param>
public sealed record DatasetSplit(IDataset Train, IDataset Validation, IDataset Test);
