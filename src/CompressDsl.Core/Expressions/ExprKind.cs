namespace CompressDsl.Core;

/// <summary>The scalar operations an <see cref="Expr"/> is made of.</summary>
public enum ExprKind
{
    /// <summary>Operand number <see cref="Expr.Index"/>.</summary>
    Input,

    /// <summary>The number <see cref="Expr.Value"/>.</summary>
    Constant,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>The smaller one.</summary>
    Min,

    /// <summary>The larger one.</summary>
    Max,

    /// <summary>-a.</summary>
    Negate,

    /// <summary>|a|.</summary>
    Abs,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>e to the a.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e^-a).</summary>
    Sigmoid,

    /// <summary>Gauss error function.</summary>
    Erf,

    /// <summary>1 where a &gt; b, else 0.</summary>
    Greater,
}
