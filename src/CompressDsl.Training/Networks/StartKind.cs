namespace CompressDsl.Training;

/// <summary>Distribution of a parameter before training.</summary>
public enum StartKind
{
    /// <summary>One number throughout.</summary>
    Constant,

    /// <summary>Uniform in -scale to scale.</summary>
    Uniform,

    /// <summary>Normal with deviation scale.</summary>
    Normal,
}
