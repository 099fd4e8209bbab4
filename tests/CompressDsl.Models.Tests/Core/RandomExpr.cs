using CompressDsl.Core;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Random formulas over two operands.</summary>
internal static class RandomExpr
{
    /// <summary>Any formula at all, for printing.</summary>
    public static Expr Any(Random random, int depth)
    {
        if (depth == 0) return random.Next(2) == 0 ? Expr.Input(random.Next(20)) : Expr.Constant(Number(random));
        var kind = (ExprKind)random.Next(2, 17);
        var left = Any(random, random.Next(depth));
        var binary = kind is ExprKind.Add or ExprKind.Subtract or ExprKind.Multiply or ExprKind.Divide or ExprKind.Min or ExprKind.Max
            or ExprKind.Greater;
        return new Expr(kind, 0, 0, left, binary ? Any(random, random.Next(depth)) : null);
    }

    /// <summary>Formulas without kinks and poles near operands in [0.5, 2.5].</summary>
    public static Expr Smooth(Random random, int depth)
    {
        if (depth == 0) return random.Next(4) == 0 ? Expr.Constant(random.NextDouble()) : Expr.Input(random.Next(2));
        var a = Smooth(random, random.Next(depth));
        var b = Smooth(random, random.Next(depth));
        return random.Next(12) switch
        {
            0 => a + b,
            1 => a - b,
            2 => a * b,
            3 => a / (1 + (b * b)),
            4 => -a,
            5 => Expr.Sqrt(1 + (a * a)),
            6 => Expr.Exp(-(a * a)),
            7 => Expr.Log(1 + (a * a)),
            8 => Expr.Tanh(a),
            9 => Expr.Sigmoid(a),
            10 => Expr.Erf(a),
            _ => Expr.Max(Expr.Min(a, -100), Expr.Abs(3 + Expr.Sigmoid(b))),
        };
    }

    private static double Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(-5, 5),
        1 => random.NextDouble() - 0.5,
        2 => Math.Pow(10, random.Next(-300, 300)),
        _ => BitConverter.Int64BitsToDouble(random.NextInt64() & 0x7FEFFFFFFFFFFFFF),
    };
}
