using System.Globalization;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>A loop over 16 floats at a time, with what is left at its end.</summary>
internal static class VectorLoop
{
    /// <summary>Writes the loop.</summary>
    /// <param name="w">Where.</param>
    /// <param name="length">Number of elements: a number or an expression.</param>
    /// <param name="padded">Whether whole vectors may be touched at the end.</param>
    /// <param name="body">Given the index of the first element, and the count of elements or null for 16.</param>
    public static void Write(SourceWriter w, string length, bool padded, Action<string, string?> body)
    {
        if (int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var fixedLength))
        {
            WriteFixed(w, padded ? (fixedLength + 15) / 16 * 16 : fixedLength, body);
            return;
        }

        var name = length;
        if (length.Contains("*"))
        {
            w.Line($"var length = {length};");
            name = "length";
        }

        if (padded)
        {
            using (w.Block($"for (var i = 0; i < {name}; i += 16)")) body("i", null);
            return;
        }

        w.Line("var i = 0;");
        using (w.Block($"for (; i <= {name} - 16; i += 16)")) body("i", null);
        using (w.Block($"if (i < {name})")) body("i", $"{name} - i");
    }

    public static string Load(string pointer, string at, string? count, string fill = "0") => count is null
        ? $"TFloat.Load({At(pointer, at)})"
        : $"TFloat.LoadPartial({At(pointer, at)}, {count}, {fill})";

    public static string Store(string value, string pointer, string at, string? count) => count is null
        ? $"TFloat.Store({value}, {At(pointer, at)});"
        : $"TFloat.StorePartial({value}, {At(pointer, at)}, {count});";

    public static string At(string pointer, string at) => at == "0" ? pointer : $"{pointer} + {at}";

    private static void WriteFixed(SourceWriter w, int length, Action<string, string?> body)
    {
        var whole = length / 16 * 16;
        if (whole == 16) body("0", null);
        else if (whole > 0)
        {
            using (w.Block($"for (var i = 0; i < {Literal.Of(whole)}; i += 16)")) body("i", null);
        }

        if (whole < length) body(Literal.Of(whole), Literal.Of(length - whole));
    }
}
