namespace CompressDsl.Runtime.V1;

/// <summary>
/// The source of a block, or of a type that a block uses: written by the compiler into the assembly that declares a class with
/// <see cref="BlockAttribute"/>, and read by the compiler of projects whose models use it.
/// </summary>
/// <param name="format">Format of <paramref name="source"/>: <see cref="CurrentFormat"/>.</param>
/// <param name="type">Full metadata name of the type.</param>
/// <param name="source">One declaration of the type with the usings that it needs; lines are those of its file.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class BlockSourceAttribute(int format, string type, string source) : Attribute
{
    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of <see cref="Source"/>.</summary>
    public int Format { get; } = format;

    /// <summary>Full metadata name of the type.</summary>
    public string Type { get; } = type;

    /// <summary>One declaration of the type.</summary>
    public string Source { get; } = source;
}
