namespace CompressDsl.Training;

/// <summary>Sizes of a table lookup over the rows of a shard.</summary>
/// <param name="Rows">Samples in the shard.</param>
/// <param name="Dimensions">Columns of the table.</param>
/// <param name="MaxCount">Largest number of ids of a sample: the distance, in table rows, between two samples that are not pooled.</param>
public readonly record struct EmbeddingShape(int Rows, int Dimensions, int MaxCount);
