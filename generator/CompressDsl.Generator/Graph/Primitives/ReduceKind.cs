namespace CompressDsl.Generator.Graph;

/// <summary>The reductions; each gives 0 over no elements (an axis of varying length may be empty).</summary>
internal enum ReduceKind
{
    Sum,
    Mean,
    Max,
}
