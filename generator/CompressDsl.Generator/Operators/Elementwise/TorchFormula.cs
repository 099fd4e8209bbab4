using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Operators;

/// <summary>Formulas as expressions of tensors.</summary>
internal static class TorchFormula
{
    /// <summary>The formula over the operands of <paramref name="context"/>; constants among them become numbers.</summary>
    public static string Of(TorchContext context, Expr formula)
    {
        formula = formula.Substitute(i => context.OperatorOf(i) is Scalar scalar ? Expr.Constant(scalar.Value) : Expr.Input(i));
        var text = Text(formula, context.Aligned, isInner: false);
        // A formula that reads no operand has no shape of its own.
        if (Enumerable.Range(0, context.Count).Any(i => formula.Uses(i))) return text;
        return $"torch.full_like({context.In(0)}, {text})";
    }

    private static string Text(Expr e, Func<int, string> operand, bool isInner = true)
    {
        if (e.InputCount == 0) return Number(e.Evaluate([]), isInner);
        string Part(Expr? part) => Text(part!, operand);
        string Whole(Expr? part) => Text(part!, operand, isInner: false);
        string Infix(string sign) => isInner ? $"({Part(e.Left)} {sign} {Part(e.Right)})" : $"{Part(e.Left)} {sign} {Part(e.Right)}";
        return e.Kind switch
        {
            ExprKind.Input => operand(e.Index),
            ExprKind.Add => Infix("+"),
            ExprKind.Subtract => Infix("-"),
            ExprKind.Multiply => Infix("*"),
            ExprKind.Divide => Infix("/"),
            ExprKind.Negate => $"{Part(e.Left)}.neg()",
            ExprKind.Abs or ExprKind.Sqrt or ExprKind.Exp or ExprKind.Log or ExprKind.Tanh or ExprKind.Sigmoid or ExprKind.Erf =>
                $"{Part(e.Left)}.{e.Kind.ToString().ToLowerInvariant()}()",
            // The gradient at 0 is 0, as it is in the other engine.
            ExprKind.Max when e.Right is { Kind: ExprKind.Constant, Value: 0 } => $"functional.relu({Whole(e.Left)})",
            ExprKind.Max when IsNumber(e.Right) => $"{Part(e.Left)}.clamp_min({Whole(e.Right)})",
            ExprKind.Max when IsNumber(e.Left) => $"{Part(e.Right)}.clamp_min({Whole(e.Left)})",
            ExprKind.Min when IsNumber(e.Right) => $"{Part(e.Left)}.clamp_max({Whole(e.Right)})",
            ExprKind.Min when IsNumber(e.Left) => $"{Part(e.Right)}.clamp_max({Whole(e.Left)})",
            ExprKind.Max => $"torch.maximum({Whole(e.Left)}, {Whole(e.Right)})",
            ExprKind.Min => $"torch.minimum({Whole(e.Left)}, {Whole(e.Right)})",
            ExprKind.Greater => $"({Part(e.Left)} > {Part(e.Right)}).to_type(torch.float32)",
            _ => throw new NotSupportedException($"{e.Kind} has no text in TorchSharp"),
        };
    }

    private static bool IsNumber(Expr? e) => e!.InputCount == 0;

    private static string Number(double value, bool isInner) => value < 0 && isInner ? $"({Literal.Of(value)})" : Literal.Of(value);
}
