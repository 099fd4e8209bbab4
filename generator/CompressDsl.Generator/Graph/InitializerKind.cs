namespace CompressDsl.Generator.Graph;

/// <summary>Distribution of a parameter before training.</summary>
internal enum InitializerKind
{
    Constant,
    Uniform,
    Normal,
}
