namespace CompressDsl.Training;

/// <summary>A teacher: gives its outputs for all rows of a batch.</summary>
/// <param name="batch">The rows.</param>
/// <param name="outputs">Receives <c>[Rows, width]</c>: the student's outputs in their order, one behind the other.</param>
public delegate void BatchTeacher(Batch batch, Span<float> outputs);
