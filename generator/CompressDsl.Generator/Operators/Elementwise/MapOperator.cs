using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Any formula, element by element over broadcast operands: what composite operators and gradients are written in. An operand that the
/// formula does not read still gives its shape.
/// </summary>
internal sealed record MapOperator(Expr Expression) : Elementwise
{
    internal override Expr Formula => Expression;

    protected override double Meaning(double[] x) => Expression.Evaluate(x);

    /// <summary>Adds a map to a gradient without the operands that it does not read; the last operand stays, for its shape.</summary>
    public static int Add(GradientContext context, Expr formula, EquatableArray<int> operands)
    {
        var last = operands.Count - 1;
        if (formula == Expr.Input(last)) return operands[last];
        var kept = Enumerable.Range(0, operands.Count).Where(i => i == last || formula.Uses(i)).ToArray();
        var renumbered = formula.Renumber(kept);
        return context.Add(new MapOperator(renumbered), kept.Select(i => operands[i]).ToArray());
    }

    public override string Describe() => Expression.ToString();
}
