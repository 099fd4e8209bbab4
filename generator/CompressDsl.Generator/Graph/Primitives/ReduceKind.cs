namespace CompressDsl.Generator.Graph;

/// <summary>The reductions.</summary>
internal enum ReduceKind
{
    Sum,
    Mean,
    Max,
}
