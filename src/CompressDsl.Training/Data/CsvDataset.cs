using System.Globalization;

namespace CompressDsl.Training;

/// <summary>A data set from a CSV file with numeric columns.</summary>
/// <example><code>
/// var iris = CsvDataset.Load("iris.csv", new CsvOptions { LabelColumn = "species" });
/// // iris.Data, iris.ClassNames
/// </code></example>
/// <param name="Data">The samples.</param>
/// <param name="FeatureNames">Names of the feature columns, in order.</param>
/// <param name="ClassNames">Words of the classes, by label; empty for a regression.</param>
public sealed record CsvDataset(InMemoryDataset Data, string[] FeatureNames, string[] ClassNames)
{
    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns are what.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is missing, a line is short or a field is no number; the text names file, line and column.</exception>
    /// <exception cref="ArgumentException">The options name neither a label column nor target columns, or both.</exception>
    public static CsvDataset Load(string path, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.LabelColumn is null == (options.TargetColumns.Length == 0))
        {
            throw new ArgumentException($"Give either {nameof(options.LabelColumn)} or {nameof(options.TargetColumns)}.");
        }

        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        using var table = new CsvTable(path, options);
        var names = options.FeatureColumns.Length > 0
            ? options.FeatureColumns
            : [.. table.Header.Where(h => h != options.LabelColumn && !options.TargetColumns.Contains(h))];
        var featureColumns = table.Find(names);
        var targetColumns = table.Find(options.TargetColumns);
        var labelColumn = options.LabelColumn is { } label ? table.Find([label])[0] : -1;
        List<float> features = [], targets = [];
        List<string> words = [];
        while (table.Read())
        {
            foreach (var column in featureColumns) features.Add(table.Number(column));
            foreach (var column in targetColumns) targets.Add(table.Number(column));
            if (labelColumn >= 0) words.Add(table.Field(labelColumn));
        }

        if (features.Count == 0) throw new InvalidDataException($"'{path}' has no data.");
        if (labelColumn < 0)
        {
            return new(InMemoryDataset.FromTargets([.. features], names.Length, [.. targets], targetColumns.Length), names, []);
        }

        var classes = Classes(words);
        var numbers = classes.Select((word, number) => (word, number)).ToDictionary(c => c.word, c => c.number, StringComparer.Ordinal);
        var labels = words.Select(w => numbers[w]).ToArray();
        return new(InMemoryDataset.FromLabels([.. features], labels, classes.Length), names, classes);
    }

    /// <summary>Whole numbers from 0 are labels as they stand; anything else is numbered.</summary>
    private static string[] Classes(List<string> words)
    {
        var distinct = words.Distinct().Order(StringComparer.Ordinal).ToArray();
        var numbers = distinct.Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n.ToString(CultureInfo.InvariantCulture) == w ? n : -1).ToArray();
        return numbers.Min() >= 0 && numbers.Max() < 4 * numbers.Length
            ? [.. Enumerable.Range(0, numbers.Max() + 1).Select(n => n.ToString(CultureInfo.InvariantCulture))]
            : distinct;
    }
}
