namespace CompressDsl.Core;

/// <content>The formula's meaning.</content>
public sealed partial record Expr
{
    /// <summary>The formula's value in double precision; the reference for every kernel that computes it.</summary>
    /// <param name="inputs">Values of the operands, at least <see cref="InputCount"/>.</param>
    /// <example><code>(Expr.Input(0) * Expr.Input(1)).Evaluate(3, 4) == 12</code></example>
    public double Evaluate(params double[] inputs) => Kind switch
    {
        ExprKind.Input => Index < inputs.Length
            ? inputs[Index]
            : throw new ArgumentException($"The formula '{this}' reads operand {Index}, {inputs.Length} are given.", nameof(inputs)),
        ExprKind.Constant => Value,
        _ => Right is null ? Apply(Kind, Left!.Evaluate(inputs)) : Apply(Kind, Left!.Evaluate(inputs), Right.Evaluate(inputs)),
    };

    private static double Apply(ExprKind kind, double a) => kind switch
    {
        ExprKind.Negate => -a,
        ExprKind.Abs => Math.Abs(a),
        ExprKind.Sqrt => Math.Sqrt(a),
        ExprKind.Exp => Math.Exp(a),
        ExprKind.Log => Math.Log(a),
        ExprKind.Tanh => Math.Tanh(a),
        ExprKind.Sigmoid => 1 / (1 + Math.Exp(-a)),
        ExprKind.Erf => ErrorFunction.Erf(a),
        _ => throw new InvalidOperationException($"{kind} takes two operands."),
    };

    // Min and Max answer the second operand where either is NaN, as the vector instructions do.
    private static double Apply(ExprKind kind, double a, double b) => kind switch
    {
        ExprKind.Add => a + b,
        ExprKind.Subtract => a - b,
        ExprKind.Multiply => a * b,
        ExprKind.Divide => a / b,
        ExprKind.Min => a < b ? a : b,
        ExprKind.Max => a > b ? a : b,
        ExprKind.Greater => a > b ? 1 : 0,
        _ => throw new InvalidOperationException($"{kind} takes one operand."),
    };
}
