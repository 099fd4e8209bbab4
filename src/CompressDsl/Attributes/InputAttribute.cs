namespace CompressDsl;

/// <summary>
/// Says what a parameter of <c>Forward</c> holds for one sample. A class whose <c>Forward</c> has such parameters is a model: the
/// compiler reads the method and adds inference and training code to the class.
/// </summary>
/// <remarks>
/// <para>What you write:</para>
/// <code>
/// public sealed partial class Student
/// {
///     private readonly Linear hidden = new(784, 300);
///     private readonly Linear head = new(300, 10);
///
///     private Value Forward([Input(784)] Value pixels) => head.Forward(Relu(hidden.Forward(pixels)));
/// }
/// </code>
/// <para>What you get: <c>Student.Infer(ReadOnlySpan&lt;float&gt; pixels, Span&lt;float&gt; output)</c> and <c>Student.Load(path)</c>.</para>
/// <para>
/// A partial class that is not abstract and inherits such a <c>Forward</c> is a model of its own, with its own compression attributes.
/// </para>
/// <para>
/// The batch is not part of the shape. Several numbers make a shape, <c>[Input(28, 28)]</c>; token ids are
/// <c>[Input(DType.Int32, Max = 256)]</c>: up to 256 ids, as many as the caller has. It is invalid on anything but a parameter of type
/// <see cref="Value"/> of a method named <c>Forward</c>, without any dimension, and with a dimension below 1.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InputAttribute : Attribute
{
    /// <summary>An input of floats.</summary>
    /// <param name="dimensions">Sizes of the axes of one sample, each at least 1: <c>784</c>, or <c>28, 28</c>.</param>
    public InputAttribute(params int[] dimensions)
        : this(DType.Float32, dimensions)
    {
    }

    /// <summary>An input of the given element type.</summary>
    /// <param name="type">Element type.</param>
    /// <param name="dimensions">Sizes of the axes of one sample; none for a varying number of elements, with <see cref="Max"/>.</param>
    public InputAttribute(DType type, params int[] dimensions)
    {
        Type = type;
        Dimensions = dimensions;
    }

    /// <summary>Element type: <see cref="DType.Float32"/> unless given.</summary>
    public DType Type { get; }

    /// <summary>Sizes of the axes of one sample.</summary>
    public int[] Dimensions { get; }

    /// <summary>
    /// Largest number of elements of the first axis, where that varies from call to call: <c>[Input(DType.Int32, Max = 256)]</c>. The
    /// dimensions given beside it follow behind the varying one. 0 when the shape is fixed.
    /// </summary>
    public int Max { get; set; }
}
