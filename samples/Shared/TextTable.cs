using System.Text;

namespace CompressDsl.Samples;

/// <summary>A table as text: printed, and written as CSV beside the networks.</summary>
/// <param name="columns">Names of the columns.</param>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row with a cell for every column.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Prints the table in Markdown and writes it as CSV.</summary>
    /// <param name="path">The CSV file.</param>
    public void Write(string path)
    {
        Console.WriteLine(Line(columns));
        Console.WriteLine(Line([.. columns.Select(_ => "---")]));
        foreach (var row in rows) Console.WriteLine(Line(row));
        Console.WriteLine();
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(columns)) text.AppendJoin(',', row.Select(c => $"\"{c}\"")).Append('\n');
        File.WriteAllText(path, text.ToString());
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";
}
