namespace CompressDsl.Core;

/// <content>Simplification.</content>
public sealed partial record Expr
{
    private bool IsConstant(double value) => Kind == ExprKind.Constant && Value.Equals(value);

    /// <summary>
    /// An equal formula without operations that do nothing: constants are computed, <c>x+0</c>, <c>x*1</c>, <c>x/1</c>, <c>0*x</c>,
    /// <c>--x</c> and the like disappear. (<c>0*x</c> becomes 0 even where x could be infinite.)
    /// </summary>
    public Expr Simplify()
    {
        if (Left is null) return this;
        var a = Left.Simplify();
        var b = Right?.Simplify();
        if (a.Kind == ExprKind.Constant && b is null or { Kind: ExprKind.Constant })
        {
            return b is null ? Apply(Kind, a.Value) : Apply(Kind, a.Value, b.Value);
        }

        return Kind switch
        {
            ExprKind.Add => SimplifyAdd(a, b!),
            ExprKind.Subtract => SimplifySubtract(a, b!),
            ExprKind.Multiply => SimplifyMultiply(a, b!),
            ExprKind.Divide => a.IsConstant(0) ? a : b!.IsConstant(1) ? a : a / b,
            ExprKind.Negate => SimplifyNegate(a),
            _ => this with { Left = a, Right = b },
        };
    }

    private static Expr SimplifyAdd(Expr a, Expr b)
    {
        if (a.IsConstant(0)) return b;
        if (b.IsConstant(0)) return a;
        return b.Kind == ExprKind.Negate ? a - b.Left! : a + b;
    }

    private static Expr SimplifySubtract(Expr a, Expr b)
    {
        if (b.IsConstant(0)) return a;
        if (a.IsConstant(0)) return SimplifyNegate(b);
        return b.Kind == ExprKind.Negate ? a + b.Left! : a - b;
    }

    private static Expr SimplifyMultiply(Expr a, Expr b)
    {
        if (a.IsConstant(0) || b.IsConstant(0)) return 0;
        if (a.IsConstant(1)) return b;
        if (b.IsConstant(1)) return a;
        if (a.IsConstant(-1)) return SimplifyNegate(b);
        if (b.IsConstant(-1)) return SimplifyNegate(a);
        return a * b;
    }

    private static Expr SimplifyNegate(Expr a) => a.Kind switch
    {
        ExprKind.Constant => -a.Value,
        ExprKind.Negate => a.Left!,
        _ => -a,
    };
}
