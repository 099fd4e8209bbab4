namespace CompressDsl.Training;

/// <summary>A data set from lines <c>label, separator, text</c>.</summary>
/// <example><code>
/// var spam = TextDataset.Load("sms.tsv", new TextLineOptions(tokenizer.Encode, MaxTokens: 64));
/// // spam.Data, spam.Texts, spam.ClassNames
/// </code></example>
/// <param name="Data">The samples.</param>
/// <param name="Texts">The texts, by sample.</param>
/// <param name="ClassNames">Words of the classes, by label.</param>
public sealed record TextDataset(InMemoryDataset Data, string[] Texts, string[] ClassNames)
{
    /// <summary>Reads a file of UTF-8 lines; blank ones are left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How lines become samples.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line has no separator or an unknown label; the text names file and line.</exception>
    public static TextDataset Load(string path, TextLineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        List<(string Label, string Text, int Line)> parts = [];
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text)) parts.Add(Divide(text, line, path, options));
        }

        if (parts.Count == 0) throw new InvalidDataException($"'{path}' has no data.");
        var classes = options.ClassNames.Length > 0 ? options.ClassNames : [.. parts.Select(p => p.Label).Distinct().Order(StringComparer.Ordinal)];
        var labels = parts.Select(p => Label(p.Label, p.Line, path, classes)).ToArray();
        var tokens = parts.Select(p => Encode(p.Text, options)).ToArray();
        return new(InMemoryDataset.FromTokens(tokens, labels, classes.Length, options.MaxTokens), [.. parts.Select(p => p.Text)], classes);
    }

    private static (string Label, string Text, int Line) Divide(string text, int line, string path, TextLineOptions options)
    {
        var at = options.LabelFirst ? text.IndexOf(options.Separator) : text.LastIndexOf(options.Separator);
        if (at < 0) throw new InvalidDataException($"'{path}', line {line}: there is no separator between label and text.");
        string first = text[..at].Trim(), second = text[(at + 1)..].Trim();
        return options.LabelFirst ? (first, second, line) : (second, first, line);
    }

    private static int Label(string word, int line, string path, string[] classes)
    {
        var label = Array.IndexOf(classes, word);
        return label >= 0 ? label : throw new InvalidDataException($"'{path}', line {line}: '{word}' is not one of the classes {string.Join(", ", classes)}.");
    }

    private static int[] Encode(string text, TextLineOptions options)
    {
        List<int> ids = [];
        options.Tokenize(text, ids);
        return [.. ids.Take(options.MaxTokens)];
    }
}
