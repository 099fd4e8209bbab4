namespace CompressDsl.Core;

/// <content>Operands: which are read, and replacing them.</content>
public sealed partial record Expr
{
    /// <summary>1 + the highest operand number that is read; 0 for a constant.</summary>
    public int InputCount => Kind == ExprKind.Input ? Index + 1 : Math.Max(Left?.InputCount ?? 0, Right?.InputCount ?? 0);

    /// <summary>Whether operand <paramref name="input"/> is read.</summary>
    public bool Uses(int input) =>
        Kind == ExprKind.Input ? Index == input : (Left?.Uses(input) ?? false) || (Right?.Uses(input) ?? false);

    /// <summary>Replaces every operand: by another formula (to fuse two maps) or by another operand (to renumber).</summary>
    /// <param name="replacement">Given an operand's number, what stands for it.</param>
    /// <example><code>
    /// var relu = Expr.Max(Expr.Input(0), 0);
    /// relu.Substitute(i => Expr.Input(i) + Expr.Input(1)).ToString() == "max(x0+x1,0)"
    /// </code></example>
    public Expr Substitute(Func<int, Expr> replacement) => Kind switch
    {
        ExprKind.Input => replacement(Index),
        ExprKind.Constant => this,
        _ => this with { Left = Left!.Substitute(replacement), Right = Right?.Substitute(replacement) },
    };
}
