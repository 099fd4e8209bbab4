using CompressDsl.Core;

namespace CompressDsl.Generator.Operators;

/// <summary>Rewrites of formulas.</summary>
internal static class Formulas
{
    /// <summary>The formula over fewer operands: <paramref name="kept"/>[i] becomes operand i.</summary>
    public static Expr Renumber(this Expr formula, IReadOnlyList<int> kept) =>
        formula.Substitute(input => Expr.Input(kept.TakeWhile(k => k != input).Count()));
}
