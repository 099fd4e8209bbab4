namespace CompressDsl.Core;

/// <content>Differentiation.</content>
public sealed partial record Expr
{
    /// <summary>The derivative with respect to operand <paramref name="input"/>, simplified.</summary>
    /// <remarks>Where a kink is met, the second operand of min and max counts; abs has the derivative 0 at 0.</remarks>
    /// <example><code>Expr.Max(Expr.Input(0), 0).Derivative(0).ToString() == "greater(x0,0)"</code></example>
    public Expr Derivative(int input) => Uses(input) ? Differentiate(input).Simplify() : 0;

    private Expr Differentiate(int input)
    {
        if (Kind == ExprKind.Input) return Index == input ? 1 : 0;
        if (Kind == ExprKind.Constant) return 0;
        var a = Left!;
        var da = a.Uses(input) ? a.Differentiate(input) : 0;
        if (Right is null) return da * SlopeOf(Kind, a);
        var b = Right;
        var db = b.Uses(input) ? b.Differentiate(input) : 0;
        return Kind switch
        {
            ExprKind.Add => da + db,
            ExprKind.Subtract => da - db,
            ExprKind.Multiply => (da * b) + (a * db),
            ExprKind.Divide => (da / b) - (a * db / (b * b)),
            ExprKind.Max => Choose(Greater(a, b), da, db),
            ExprKind.Min => Choose(Greater(b, a), da, db),
            ExprKind.Greater => 0,
            _ => throw new InvalidOperationException($"{Kind} takes one operand."),
        };
    }

    private static Expr Choose(Expr first, Expr da, Expr db) => (first * da) + ((1 - first) * db);

    private static Expr SlopeOf(ExprKind kind, Expr a) => kind switch
    {
        ExprKind.Negate => -1,
        ExprKind.Abs => Greater(a, 0) - Greater(0, a),
        ExprKind.Sqrt => 0.5 / Sqrt(a),
        ExprKind.Exp => Exp(a),
        ExprKind.Log => 1 / a,
        ExprKind.Tanh => 1 - (Tanh(a) * Tanh(a)),
        ExprKind.Sigmoid => Sigmoid(a) * (1 - Sigmoid(a)),
        ExprKind.Erf => 2 / Math.Sqrt(Math.PI) * Exp(-(a * a)),
        _ => throw new InvalidOperationException($"{kind} takes two operands."),
    };
}
