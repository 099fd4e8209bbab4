using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Checks at the door of generated code; behind it nothing can go out of bounds.</summary>
public static class SpanCheck
{
    /// <summary>Requires an exact length.</summary>
    /// <param name="length">Length of the span given.</param>
    /// <param name="expected">Length that the model takes.</param>
    /// <param name="parameter">Name of the parameter.</param>
    /// <param name="shape">The expected shape in words, e.g. <c>[28, 28] floats</c>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exact(int length, int expected, string parameter, string shape)
    {
        if (length != expected)
        {
            ThrowExact(length, expected, parameter, shape);
        }
    }

    /// <summary>Requires at least one and at most so many elements, in whole rows.</summary>
    /// <param name="length">Length of the span given.</param>
    /// <param name="maximum">Largest length.</param>
    /// <param name="row">Elements of one row; the length has to be a multiple of it.</param>
    /// <param name="parameter">Name of the parameter.</param>
    /// <param name="shape">The expected shape in words, e.g. <c>[tokens &lt;= 64]</c>.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Varying(int length, int maximum, int row, string parameter, string shape)
    {
        if ((uint)(length - 1) >= (uint)maximum || (row != 1 && length % row != 0))
        {
            ThrowVarying(length, maximum, row, parameter, shape);
        }
    }

    /// <summary>Requires every token id to be in <c>0..vocabulary-1</c>.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="vocabulary">Number of rows of the embedding table.</param>
    /// <param name="parameter">Name of the parameter.</param>
    /// <exception cref="ArgumentException">An id is outside.</exception>
    public static void Tokens(ReadOnlySpan<int> tokens, int vocabulary, string parameter)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)vocabulary)
            {
                ThrowToken(tokens[i], i, vocabulary, parameter);
            }
        }
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowExact(int length, int expected, string parameter, string shape) => throw new ArgumentException(
        $"'{parameter}' has {length} elements; expected {shape}, that is {expected}.", parameter);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowVarying(int length, int maximum, int row, string parameter, string shape) => throw new ArgumentException(
        $"'{parameter}' has {length} elements; expected {shape}, that is {row} to {maximum}"
        + (row == 1 ? "." : $" in whole rows of {row}."),
        parameter);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowToken(int token, int index, int vocabulary, string parameter) => throw new ArgumentException(
        $"'{parameter}' holds token id {token} at index {index}; the table has ids 0 to {vocabulary - 1}.", parameter);
}
