namespace CompressDsl.Generator.Graph;

/// <summary>A field of a model that holds a layer or block, and the edge that its call makes.</summary>
/// <param name="Path">Its state-dict path.</param>
/// <param name="Edge">Name of the edge; empty where it is not called, or gives several values.</param>
/// <param name="Calls">How often Forward calls it.</param>
internal sealed record FieldEdge(string Path, string Edge, int Calls);
