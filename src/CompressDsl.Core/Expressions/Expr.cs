namespace CompressDsl.Core;

/// <summary>
/// A scalar formula over numbered operands: what an elementwise kernel computes. Compares by value, prints as
/// <c>max(x0,0)</c> without white space.
/// </summary>
/// <example><code>
/// var x = Expr.Input(0);
/// var silu = x * Expr.Sigmoid(x);
/// </code></example>
public sealed partial record Expr(ExprKind Kind, int Index, double Value, Expr? Left, Expr? Right)
{
    /// <summary>Operand <paramref name="index"/>.</summary>
    public static Expr Input(int index) => new(ExprKind.Input, index, 0, null, null);

    /// <summary>A number.</summary>
    public static Expr Constant(double value) => new(ExprKind.Constant, 0, value, null, null);

    /// <summary>The smaller of both.</summary>
    public static Expr Min(Expr a, Expr b) => new(ExprKind.Min, 0, 0, a, b);

    /// <summary>The larger of both.</summary>
    public static Expr Max(Expr a, Expr b) => new(ExprKind.Max, 0, 0, a, b);

    /// <summary>1 where <paramref name="a"/> is greater than <paramref name="b"/>, else 0.</summary>
    public static Expr Greater(Expr a, Expr b) => new(ExprKind.Greater, 0, 0, a, b);

    /// <summary>Absolute value.</summary>
    public static Expr Abs(Expr a) => new(ExprKind.Abs, 0, 0, a, null);

    /// <summary>Square root.</summary>
    public static Expr Sqrt(Expr a) => new(ExprKind.Sqrt, 0, 0, a, null);

    /// <summary>Exponential.</summary>
    public static Expr Exp(Expr a) => new(ExprKind.Exp, 0, 0, a, null);

    /// <summary>Natural logarithm.</summary>
    public static Expr Log(Expr a) => new(ExprKind.Log, 0, 0, a, null);

    /// <summary>Hyperbolic tangent.</summary>
    public static Expr Tanh(Expr a) => new(ExprKind.Tanh, 0, 0, a, null);

    /// <summary>Logistic function.</summary>
    public static Expr Sigmoid(Expr a) => new(ExprKind.Sigmoid, 0, 0, a, null);

    /// <summary>Gauss error function.</summary>
    public static Expr Erf(Expr a) => new(ExprKind.Erf, 0, 0, a, null);

    /// <summary>Sum.</summary>
    public static Expr operator +(Expr a, Expr b) => new(ExprKind.Add, 0, 0, a, b);

    /// <summary>Difference.</summary>
    public static Expr operator -(Expr a, Expr b) => new(ExprKind.Subtract, 0, 0, a, b);

    /// <summary>Product.</summary>
    public static Expr operator *(Expr a, Expr b) => new(ExprKind.Multiply, 0, 0, a, b);

    /// <summary>Quotient.</summary>
    public static Expr operator /(Expr a, Expr b) => new(ExprKind.Divide, 0, 0, a, b);

    /// <summary>Negation.</summary>
    public static Expr operator -(Expr a) => new(ExprKind.Negate, 0, 0, a, null);

    /// <summary>A number as formula.</summary>
    public static implicit operator Expr(double value) => Constant(value);
}
