namespace CompressDsl.Core;

/// <summary>Facts about <see cref="TensorElement"/>.</summary>
internal static class TensorElements
{
    public static int Size(this TensorElement element) => element switch
    {
        TensorElement.F64 or TensorElement.I64 or TensorElement.U64 => 8,
        TensorElement.F32 or TensorElement.I32 or TensorElement.U32 => 4,
        TensorElement.F16 or TensorElement.BF16 or TensorElement.I16 or TensorElement.U16 => 2,
        _ => 1,
    };

    /// <summary>Whether a weight may be stored so.</summary>
    public static bool IsWeight(this TensorElement element) => element is TensorElement.F32 or TensorElement.F16 or TensorElement.BF16;

    public static bool TryParse(string name, out TensorElement element)
    {
        element = default;
        return name.Length > 0 && char.IsLetter(name[0]) && Enum.TryParse(name, out element) && element.ToString() == name;
    }
}
