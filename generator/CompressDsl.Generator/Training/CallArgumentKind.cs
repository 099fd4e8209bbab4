namespace CompressDsl.Generator.Training;

/// <summary>What is handed to a library call.</summary>
internal enum CallArgumentKind
{
    /// <summary>Address of a value.</summary>
    Value,

    /// <summary>Address of a parameter as the network sees it (masked, on its grid).</summary>
    Parameter,

    /// <summary>Address where a parameter's gradient is added.</summary>
    Gradient,

    /// <summary>C# text.</summary>
    Text,
}
