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

    /// <summary>As <see cref="Write"/>, with 64 elements at a time first, then 32.</summary>
    /// <param name="w">Where.</param>
    /// <param name="length">Number of elements: a number or an expression.</param>
    /// <param name="padded">Whether whole vectors may be touched at the end.</param>
    /// <param name="wide">Given the indices of two or four vectors that lie one behind the other.</param>
    /// <param name="body">As for <see cref="Write"/>.</param>
    public static void WriteWide(SourceWriter w, string length, bool padded, Action<string[]> wide, Action<string, string?> body)
    {
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            Write(w, length, padded, body);
            return;
        }

        var at = count / 64 * 64;
        if (at > 64)
        {
            using (w.Block($"for (var i = 0; i < {Literal.Of(at)}; i += 64)")) wide(["i", "i + 16", "i + 32", "i + 48"]);
        }
        else if (at == 64)
        {
            wide(["0", "16", "32", "48"]);
        }

        if (count - at >= 32)
        {
            wide([Literal.Of(at), Literal.Of(at + 16)]);
            at += 32;
        }

        for (; at < count; at += 16) body(Literal.Of(at), padded || count - at >= 16 ? null : Literal.Of(count - at));
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
