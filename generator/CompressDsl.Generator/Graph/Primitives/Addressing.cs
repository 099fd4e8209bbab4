namespace CompressDsl.Generator.Graph;

/// <summary>How an operand is read at element <c>[r, c]</c> of a map.</summary>
internal enum Addressing
{
    /// <summary><c>operand[r, c]</c>.</summary>
    Full,

    /// <summary><c>operand[c]</c>: one value per column, for every row (biases, gains).</summary>
    Column,

    /// <summary><c>operand[r]</c>: one value per row (a mean, a softmax's sum).</summary>
    Row,

    /// <summary><c>operand[0]</c>.</summary>
    Single,
}
