namespace CompressDsl.Core;

/// <summary>A named array of a checkpoint.</summary>
/// <example><code>
/// var weight = CheckpointTensor.Of("hidden.weight", [300, 784], floats);
/// float[] back = weight.ToFloats();
/// </code></example>
public sealed class CheckpointTensor
{
    /// <summary>A tensor over <paramref name="bytes"/>, which must not be changed afterwards.</summary>
    /// <param name="name">State-dict name.</param>
    /// <param name="element">Element type.</param>
    /// <param name="shape">Dimensions, row-major; empty for a scalar.</param>
    /// <param name="bytes">The elements, little-endian.</param>
    /// <exception cref="ArgumentException">The number of bytes is not the shape's.</exception>
    public CheckpointTensor(string name, TensorElement element, EquatableArray<int> shape, byte[] bytes)
    {
        if (bytes.Length != CountOf(shape) * element.Size())
        {
            throw new ArgumentException($"'{name}' of shape [{string.Join(", ", shape)}] and type {element} does not have {bytes.Length} bytes.");
        }

        Name = name;
        Element = element;
        Shape = shape;
        Bytes = bytes;
    }

    /// <summary>State-dict name.</summary>
    public string Name { get; }

    /// <summary>Element type.</summary>
    public TensorElement Element { get; }

    /// <summary>Dimensions; empty for a scalar.</summary>
    public EquatableArray<int> Shape { get; }

    /// <summary>The elements, little-endian; not to be changed.</summary>
    public byte[] Bytes { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Bytes.Length / Element.Size();

    /// <summary>A float32 tensor of a copy of <paramref name="values"/>.</summary>
    public static CheckpointTensor Of(string name, EquatableArray<int> shape, float[] values) =>
        new(name, TensorElement.F32, shape, LittleEndian.Bytes(values));

    /// <summary>A byte tensor (a mask) of a copy of <paramref name="values"/>.</summary>
    public static CheckpointTensor Of(string name, EquatableArray<int> shape, byte[] values) =>
        new(name, TensorElement.U8, shape, (byte[])values.Clone());

    /// <summary>The elements as float32: F32 as they are, F16 and BF16 exactly widened.</summary>
    /// <exception cref="CheckpointException">The element type is not one of these (<see cref="CheckpointProblem.ElementType"/>).</exception>
    public float[] ToFloats() => Element switch
    {
        TensorElement.F32 => LittleEndian.Floats(Bytes),
        TensorElement.BF16 => HalfFloats.FromBrain(Bytes),
        TensorElement.F16 => HalfFloats.FromHalf(Bytes),
        _ => throw new CheckpointException(
            CheckpointProblem.ElementType, $"Tensor '{Name}' has the element type {Element}; weights are F32, F16 or BF16.", Name),
    };

    /// <summary>The tensor as F16, every element rounded to the nearest (ties to even); one that is not F32 as it is.</summary>
    /// <exception cref="CheckpointException">A finite element is too large for F16, 65520 or more (<see cref="CheckpointProblem.Value"/>).</exception>
    public CheckpointTensor ToHalf()
    {
        if (Element != TensorElement.F32) return this;
        foreach (var value in ToFloats())
        {
            if (Math.Abs(value) is < 65520 or float.PositiveInfinity or float.NaN) continue;
            throw new CheckpointException(CheckpointProblem.Value, $"Tensor '{Name}' has the element {InvariantText.Of(value)}, too large for F16.", Name);
        }

        return new CheckpointTensor(Name, TensorElement.F16, Shape, HalfFloats.ToHalf(Bytes));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Element}[{string.Join(", ", Shape)}]";

    private static long CountOf(EquatableArray<int> shape)
    {
        long count = 1;
        foreach (var size in shape)
        {
            if (size < 0) throw new ArgumentException("A dimension is negative.");
            if (size == 0) return 0;
            if (count <= int.MaxValue) count *= size;
        }

        return count;
    }
}
