namespace CompressDsl.Generator.Graph;

/// <summary>Type that a dot kernel stores.</summary>
internal enum EpilogueKind
{
    Float,
    Requantize,
}
