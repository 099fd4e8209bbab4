namespace CompressDsl.Generator.Graph;

/// <summary>Element type and shape of a value.</summary>
internal sealed record TensorType(ElementType Element, Shape Shape)
{
    public static TensorType Float(Shape shape) => new(ElementType.Float32, shape);

    public static TensorType Int(Shape shape) => new(ElementType.Int32, shape);

    public override string ToString() => (Element == ElementType.Float32 ? "float" : "int") + Shape;
}
