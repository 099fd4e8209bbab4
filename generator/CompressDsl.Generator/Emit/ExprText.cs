using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Formulas as calls of the float lanes.</summary>
internal static class ExprText
{
    /// <summary>Number of operations of a formula.</summary>
    public static int Operations(Expr e) => e.Left is null ? 0 : 1 + Operations(e.Left) + (e.Right is null ? 0 : Operations(e.Right));

    /// <summary>How often operand <paramref name="input"/> is read.</summary>
    public static int Uses(Expr e, int input) => e.Kind == ExprKind.Input
        ? e.Index == input ? 1 : 0
        : (e.Left is null ? 0 : Uses(e.Left, input)) + (e.Right is null ? 0 : Uses(e.Right, input));

    /// <summary>The formula as one expression over the texts of its operands.</summary>
    public static string Inline(Expr e, Func<int, string> operand) => Print(e, operand, part => null);

    /// <summary>Writes a formula as statements that end with <c>return</c>; parts that occur again get a name.</summary>
    public static void WriteBody(SourceWriter w, Expr formula, Func<int, string> operand)
    {
        var counts = new Dictionary<Expr, int>();
        Count(formula, counts);
        var named = new Dictionary<Expr, string>();
        WriteShared(w, formula, operand, new SharedParts(counts, named));
        w.Line($"return {Print(formula, operand, part => part != formula && named.TryGetValue(part, out var name) ? name : null)};");
    }

    private static void Count(Expr e, Dictionary<Expr, int> counts)
    {
        if (e.Left is null) return;
        counts.TryGetValue(e, out var count);
        counts[e] = count + 1;
        if (count > 0) return;
        Count(e.Left, counts);
        if (e.Right is not null) Count(e.Right, counts);
    }

    private static void WriteShared(SourceWriter w, Expr e, Func<int, string> operand, SharedParts parts)
    {
        if (e.Left is null || parts.Names.ContainsKey(e)) return;
        WriteShared(w, e.Left, operand, parts);
        if (e.Right is not null) WriteShared(w, e.Right, operand, parts);
        if (parts.Counts[e] < 2) return;
        var text = Print(e, operand, part => parts.Names.TryGetValue(part, out var known) ? known : null);
        var name = $"t{Literal.Of(parts.Names.Count)}";
        w.Line($"var {name} = {text};");
        parts.Names[e] = name;
    }

    private static string Print(Expr e, Func<int, string> operand, Func<Expr, string?> named)
    {
        if (named(e) is { } name) return name;
        string Part(Expr? part) => Print(part!, operand, named);
        return e.Kind switch
        {
            ExprKind.Input => operand(e.Index),
            ExprKind.Constant => $"TFloat.Broadcast({Literal.Of((float)e.Value)})",
            ExprKind.Negate => $"TFloat.Multiply({Part(e.Left)}, TFloat.Broadcast(-1f))",
            ExprKind.Abs or ExprKind.Sqrt => $"TFloat.{e.Kind}({Part(e.Left)})",
            ExprKind.Exp or ExprKind.Log or ExprKind.Tanh or ExprKind.Sigmoid or ExprKind.Erf => $"LaneMath<TFloat>.{e.Kind}({Part(e.Left)})",
            _ => $"TFloat.{e.Kind}({Part(e.Left)}, {Part(e.Right)})",
        };
    }

    private sealed class SharedParts(Dictionary<Expr, int> counts, Dictionary<Expr, string> names)
    {
        public Dictionary<Expr, int> Counts { get; } = counts;

        public Dictionary<Expr, string> Names { get; } = names;
    }
}
