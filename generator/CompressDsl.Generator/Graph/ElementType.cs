namespace CompressDsl.Generator.Graph;

/// <summary>Element type of a value in the graph.</summary>
internal enum ElementType
{
    Float32,
    Int32,
}
