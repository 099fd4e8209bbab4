namespace CompressDsl;

/// <summary>
/// A value inside a network: the type of the parameters, locals and results of <c>Forward</c>. It holds nothing; <c>Forward</c> is read
/// by the compiler and never run, and every member throws <see cref="InvalidOperationException"/> when it is run all the same.
/// </summary>
/// <remarks>
/// <code>
/// private Value Forward([Input(64)] Value x)
/// {
///     var y = Relu(first.Forward(x));
///     return head.Forward(x + 0.5 * y);
/// }
/// </code>
/// The operators work element by element; shapes have to be equal, or one operand's shape equal to the last axes of the other's, or a number.
/// </remarks>
public sealed class Value
{
    private Value()
    {
    }

    /// <summary>left + right, element by element.</summary>
    public static Value operator +(Value left, Value right) => throw NotRun();

    /// <summary>left + right, element by element.</summary>
    public static Value operator +(Value left, double right) => throw NotRun();

    /// <summary>left + right, element by element.</summary>
    public static Value operator +(double left, Value right) => throw NotRun();

    /// <summary>left - right, element by element.</summary>
    public static Value operator -(Value left, Value right) => throw NotRun();

    /// <summary>left - right, element by element.</summary>
    public static Value operator -(Value left, double right) => throw NotRun();

    /// <summary>left - right, element by element.</summary>
    public static Value operator -(double left, Value right) => throw NotRun();

    /// <summary>left * right, element by element (not the matrix product).</summary>
    public static Value operator *(Value left, Value right) => throw NotRun();

    /// <summary>left * right, element by element.</summary>
    public static Value operator *(Value left, double right) => throw NotRun();

    /// <summary>left * right, element by element.</summary>
    public static Value operator *(double left, Value right) => throw NotRun();

    /// <summary>-value, element by element.</summary>
    public static Value operator -(Value value) => throw NotRun();

    /// <summary>What the members of the DSL throw when they are run.</summary>
    internal static InvalidOperationException NotRun() => new(
        "This is compile-time DSL: the CompressDsl compiler reads Forward and generates Infer from it. Forward itself cannot be run.");
}
