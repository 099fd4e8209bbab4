namespace CompressDsl.Core;

/// <summary>Element types by their numbers in TorchSharp (its <c>ScalarType</c>, which are those of libtorch).</summary>
internal static class TorchSharpElements
{
    private static readonly (int Number, TensorElement Element)[] Known =
    [
        (0, TensorElement.U8), (1, TensorElement.I8), (2, TensorElement.I16), (3, TensorElement.I32), (4, TensorElement.I64),
        (5, TensorElement.F16), (6, TensorElement.F32), (7, TensorElement.F64), (11, TensorElement.BOOL), (15, TensorElement.BF16),
    ];

    /// <summary>The element type of a number.</summary>
    public static bool TryOf(long number, out TensorElement element)
    {
        var found = Array.FindIndex(Known, k => k.Number == number);
        element = found < 0 ? default : Known[found].Element;
        return found >= 0;
    }

    /// <summary>The number of an element type; null where TorchSharp has none.</summary>
    public static int? NumberOf(TensorElement element)
    {
        var found = Array.FindIndex(Known, k => k.Element == element);
        return found < 0 ? null : Known[found].Number;
    }
}
