using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Opens tensors of <c>System.Numerics.Tensors</c> as the flat spans that generated code works on.</summary>
public static class TensorCheck
{
    /// <summary>The elements of a dense tensor in row-major order, without copying.</summary>
    /// <typeparam name="T">float, or int for token ids.</typeparam>
    /// <param name="tensor">The tensor.</param>
    /// <param name="shape">The shape it has to have; -1 stands for any length.</param>
    /// <param name="parameter">Name of the parameter.</param>
    /// <exception cref="ArgumentException">Another shape, or a view with gaps or in another order.</exception>
    public static ReadOnlySpan<T> Flat<T>(in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<int> shape, string parameter)
    {
        Check(tensor.Lengths, tensor.Strides, shape, parameter);
        return tensor.FlattenedLength == 0
            ? default
            : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    /// <inheritdoc cref="Flat{T}(in ReadOnlyTensorSpan{T}, ReadOnlySpan{int}, string)"/>
    public static Span<T> Flat<T>(in TensorSpan<T> tensor, ReadOnlySpan<int> shape, string parameter)
    {
        Check(tensor.Lengths, tensor.Strides, shape, parameter);
        return tensor.FlattenedLength == 0
            ? default
            : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), checked((int)tensor.FlattenedLength));
    }

    private static void Check(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, ReadOnlySpan<int> shape, string parameter)
    {
        var fits = lengths.Length == shape.Length;
        for (var i = 0; fits && i < shape.Length; i++)
        {
            fits = shape[i] == -1 || lengths[i] == shape[i];
        }

        if (!fits || !IsRowMajor(lengths, strides))
        {
            Throw(lengths, fits, shape, parameter);
        }
    }

    // Every dimension steps over the whole of those behind it: neither gaps nor another order (a transposed view).
    private static bool IsRowMajor(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides)
    {
        nint step = 1;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            if (lengths[i] > 1 && strides[i] != step)
            {
                return false;
            }

            step *= lengths[i];
        }

        return true;
    }

    [DoesNotReturn]
    private static void Throw(ReadOnlySpan<nint> lengths, bool fits, ReadOnlySpan<int> shape, string parameter)
    {
        var given = string.Join(", ", lengths.ToArray());
        var expected = string.Join(", ", shape.ToArray()).Replace("-1", "any", StringComparison.Ordinal);
        throw new ArgumentException(
            fits
                ? $"'{parameter}' is a view of shape [{given}] with gaps or in another order; expected a dense row-major tensor: copy it first."
                : $"'{parameter}' has shape [{given}]; expected [{expected}].",
            parameter);
    }
}
