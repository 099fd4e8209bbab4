namespace CompressDsl.Training;

/// <summary>A teacher: gives its outputs for all rows of a batch.</summary>
/// <param name="batch">The rows.</param>
/// <param name="outputs">Receives <c>[Rows, width]</c>.</param>
public delegate void BatchTeacher(Batch batch, Span<float> outputs);
