using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>How the rows of a table are read, by its storage.</summary>
internal sealed class LookupRows(LookupPrimitive lookup)
{
    public LookupPrimitive Lookup { get; } = lookup;

    public bool IsInteger => Lookup.Scale is not null;

    /// <summary>Whether even a single row goes through a sum (a block may be missing).</summary>
    public bool NeedsSum => Lookup.Blocks;

    public string Zero => IsInteger ? "TInt.Zero" : "TFloat.Broadcast(0)";

    private int Groups => (Lookup.Dimensions + 15) / 16;

    public void WriteSetup(SourceWriter w)
    {
        if (!Lookup.Blocks) return;
        var bytes = (((Lookup.Tokens + 3) / 4 * Groups * 4) + 63) / 64 * 64;
        w.Line("// Number of every block (4 tokens x 16 dimensions) | blocks; number 0 is a block of zeros.");
        w.Line("var numbers = (int*)table;");
        w.Line($"var blocks = (sbyte*)(table + {Literal.Of(bytes)});");
    }

    /// <summary>Finds the row of token <c>t</c>, from group <paramref name="first"/> on.</summary>
    public void WriteRow(SourceWriter w, string first)
    {
        if (!Lookup.Blocks)
        {
            var offset = first == "0" ? "" : $" + {Literal.Of(int.Parse(first, System.Globalization.CultureInfo.InvariantCulture) * 16)}";
            w.Line($"var row = table + ((nint)ids[t] * {Literal.Of(Groups * 16)}){offset};");
            return;
        }

        w.Line($"var number = numbers + ((ids[t] >> 2) * {Literal.Of(Groups)}){(first == "0" ? "" : $" + {first}")};");
        w.Line("var row = blocks + ((ids[t] & 3) * 16);");
    }

    public void WriteAdd(SourceWriter w, string sum, int group)
    {
        if (Lookup.Blocks) w.Line($"{sum} = TInt.AddRow({sum}, row + ((nint)number[{Literal.Of(group)}] * 64));");
        else if (IsInteger) w.Line($"{sum} = TInt.AddRow({sum}, {At("row", group)});");
        else w.Line($"{sum} = TFloat.Add({sum}, TFloat.Load({At("row", group)}));");
    }

    /// <summary>A group of one row as floats.</summary>
    public string Load(int group) => IsInteger
        ? $"TFloat.Multiply(TFloat.LoadSBytes({At("row", group)}), TFloat.Load({At("scale", group)}))"
        : $"TFloat.Load({At("row", group)})";

    /// <summary>A finished sum as floats.</summary>
    public string Value(string sum, int group) => IsInteger ? $"KernelMath.Dequantize<TInt, TFloat>({sum}, {At("scale", group)})" : sum;

    private static string At(string pointer, int group) => DotPlan.At(pointer, group * 16);
}
