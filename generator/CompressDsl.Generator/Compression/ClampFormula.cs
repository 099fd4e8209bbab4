using CompressDsl.Core;

namespace CompressDsl.Generator.Compressing;

/// <summary>A formula that only clamps its operand.</summary>
/// <param name="Low">Lower bound, or null.</param>
/// <param name="High">Upper bound, or null.</param>
internal sealed record ClampFormula(double? Low, double? High)
{
    /// <summary>The clamp that <paramref name="formula"/> is, or null when it is anything else.</summary>
    public static ClampFormula? Find(Expr formula)
    {
        if (formula.Kind == ExprKind.Input) return new ClampFormula(null, null);
        if (formula.Kind is not (ExprKind.Max or ExprKind.Min)) return null;
        var (operand, bound) = formula.Left!.Kind == ExprKind.Constant ? (formula.Right!, formula.Left) : (formula.Left, formula.Right!);
        if (bound.Kind != ExprKind.Constant || Find(operand) is not { } inner) return null;
        return formula.Kind == ExprKind.Max
            ? inner is { Low: null, High: null } ? inner with { Low = bound.Value } : null
            : inner.High is null ? inner with { High = bound.Value } : null;
    }
}
