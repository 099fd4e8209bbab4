namespace CompressDsl.Core;

/// <content>Printing and parsing.</content>
public sealed partial record Expr
{
    private const int Additive = 1;
    private const int Multiplicative = 2;
    private const int Unary = 3;
    private const int Atom = 4;

    /// <summary>The formula without white space and with as few parentheses as it needs, e.g. <c>x0*sigmoid(x0)</c>; <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        ExprKind.Input => "x" + InvariantText.Of(Index),
        ExprKind.Constant => InvariantText.Of(Value),
        ExprKind.Add => Infix('+', Additive),
        ExprKind.Subtract => Infix('-', Additive),
        ExprKind.Multiply => Infix('*', Multiplicative),
        ExprKind.Divide => Infix('/', Multiplicative),
        ExprKind.Negate => "-" + Wrap(Left!, Left!.Kind == ExprKind.Constant || Left.Precedence < Unary),
        _ => Right is null ? $"{FunctionName(Kind)}({Left})" : $"{FunctionName(Kind)}({Left},{Right})",
    };

    /// <summary>Reads what <see cref="ToString"/> prints; white space is allowed between symbols.</summary>
    /// <example><code>Expr.Parse("max(x0,0)").Evaluate(-3) == 0</code></example>
    /// <exception cref="FormatException">The text is not a formula; the message says where.</exception>
    public static Expr Parse(string text) => new ExprParser(text).ParseAll();

    internal static string FunctionName(ExprKind kind) => kind.ToString().ToLowerInvariant();

    private int Precedence => Kind switch
    {
        ExprKind.Add or ExprKind.Subtract => Additive,
        ExprKind.Multiply or ExprKind.Divide => Multiplicative,
        ExprKind.Negate => Unary,
        ExprKind.Constant => Value < 0 ? Unary : Atom,
        _ => Atom,
    };

    private static string Wrap(Expr e, bool wrap) => wrap ? $"({e})" : e.ToString();

    private string Infix(char symbol, int own) =>
        Wrap(Left!, Left!.Precedence < own) + symbol + Wrap(Right!, Right!.Precedence <= own || Right.Precedence == Unary);
}
