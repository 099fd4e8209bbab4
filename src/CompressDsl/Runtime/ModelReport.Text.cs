using System.Globalization;
using System.Text;

namespace CompressDsl;

public sealed partial record ModelReport
{
    private static readonly string[] Headings = ["layer", "parameters", "before", "after", "bits", "zeros", "MACs", "kernel", "what"];

    /// <summary>The totals in one line.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Model}: {Parameters:N0} parameters, {BytesBefore:N0} -> {BytesAfter:N0} bytes ({Ratio:F1} times smaller), {LoadedText}"
        + $"{100 * Sparsity:F1} % zeros, {Macs:N0} MACs, {Tier}");

    private string LoadedText => BytesLoaded == BytesAfter ? "" : string.Create(CultureInfo.InvariantCulture, $"{BytesLoaded:N0} in memory, ");

    /// <summary>The summary, then a table with one line per layer; bytes, and MACs per inference.</summary>
    public override string ToString()
    {
        string[][] rows = [Headings, .. Layers.Select(Cells)];
        var widths = Headings.Select((_, column) => rows.Max(r => r[column].Length)).ToArray();
        var text = new StringBuilder(Summary);
        foreach (var row in rows)
        {
            text.AppendLine();
            text.Append(Line(row, widths));
        }

        foreach (var layer in Layers.Where(l => l.Note.Length > 0))
        {
            text.AppendLine();
            text.Append("  ").Append(layer.Name).Append(": ").Append(layer.Note);
        }

        if (ArenaBytes > 0) text.AppendLine().Append(CultureInfo.InvariantCulture, $"  working memory of a call: {ArenaBytes:N0} bytes");
        return text.ToString();
    }

    // Names to the left, numbers to the right; nothing behind the last column.
    private static string Line(string[] row, int[] widths)
    {
        var cells = row.Select((cell, column) => column is >= 1 and <= 6 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
        return ("  " + string.Join("  ", cells)).TrimEnd();
    }

    private static string[] Cells(LayerReport layer) =>
    [
        layer.Name,
        Number(layer.Parameters),
        Number(layer.BytesBefore),
        Number(layer.BytesAfter),
        Number(layer.Bits),
        string.Create(CultureInfo.InvariantCulture, $"{100 * layer.Sparsity:F1} %"),
        Number(layer.Macs),
        $"{layer.Kernel} ({layer.Tier})",
        layer.Description,
    ];

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
