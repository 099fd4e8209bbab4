using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace CompressDsl.Training;

/// <summary>Reads a CSV file line by line; all complaints name file, line and column.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly string path;
    private readonly CsvParser parser;
    private string[]? waiting;
    private string[] record = [];
    private int line;

    /// <summary>Opens the file and reads its header.</summary>
    public CsvTable(string path, CsvOptions options)
    {
        this.path = path;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = options.Delimiter, HasHeaderRecord = false, BadDataFound = null, IgnoreBlankLines = true };
        parser = new CsvParser(new StreamReader(path), configuration);
        var first = parser.Read() ? parser.Record! : throw new InvalidDataException($"'{path}' is empty.");
        Header = options.HasHeader
            ? [.. first.Select(h => h.Trim())]
            : [.. Enumerable.Range(0, first.Length).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (options.HasHeader) return;
        waiting = first;
        line = parser.RawRow;
    }

    /// <summary>Names of the columns.</summary>
    public string[] Header { get; }

    /// <summary>Places of the columns called <paramref name="names"/>.</summary>
    public int[] Find(string[] names)
    {
        var places = names.Select(n => Array.IndexOf(Header, n)).ToArray();
        var missing = Array.IndexOf(places, -1);
        return missing < 0 ? places : throw new InvalidDataException($"'{path}' has no column '{names[missing]}'; its columns are {string.Join(", ", Header)}.");
    }

    /// <summary>Goes to the next line with data.</summary>
    public bool Read()
    {
        if (waiting is not null)
        {
            (record, waiting) = (waiting, null);
            return true;
        }

        if (!parser.Read()) return false;
        record = parser.Record!;
        line = parser.RawRow;
        if (record.Length != Header.Length)
        {
            throw new InvalidDataException($"'{path}', line {line}: there are {record.Length} fields instead of {Header.Length}.");
        }

        return true;
    }

    /// <summary>A field as text.</summary>
    public string Field(int column) => record[column].Trim();

    /// <summary>A field as a finite number.</summary>
    public float Number(int column)
    {
        var text = Field(column);
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new InvalidDataException($"'{path}', line {line}, column '{Header[column]}': '{text}' is not a finite number.");
    }

    /// <inheritdoc/>
    public void Dispose() => parser.Dispose();
}
