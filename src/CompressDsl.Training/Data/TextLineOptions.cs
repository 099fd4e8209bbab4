namespace CompressDsl.Training;

/// <summary>How lines of text become samples.</summary>
/// <param name="Tokenize">Adds the token ids of a text to a list.</param>
/// <param name="MaxTokens">Largest number of ids; longer texts are cut.</param>
public sealed record TextLineOptions(Action<string, List<int>> Tokenize, int MaxTokens)
{
    /// <summary>What stands between label and text.</summary>
    public char Separator { get; init; } = '\t';

    /// <summary>Whether the label stands before the text, or behind it.</summary>
    public bool LabelFirst { get; init; } = true;

    /// <summary>Words of the classes, by label; found in the file, in ordinal order, when empty.</summary>
    public string[] ClassNames { get; init; } = [];
}
