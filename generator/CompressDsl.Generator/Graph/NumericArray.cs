namespace CompressDsl.Generator.Graph;

/// <summary>A small dense array of doubles, row-major: the data type of the oracle (<see cref="Operator.Evaluate"/>).</summary>
internal sealed partial class NumericArray(int[] shape, double[] data)
{
    public int[] Shape { get; } = shape;

    public double[] Data { get; } = data;

    public int Length => Data.Length;

    public int Columns => Shape.Length == 0 ? 1 : Shape[Shape.Length - 1];

    public int Rows => Columns == 0 ? 0 : Length / Columns;

    public static NumericArray Zeros(params int[] shape) =>
        new(shape, new double[shape.Aggregate(1, (product, size) => product * size)]);

    public static NumericArray Fill(int[] shape, Func<int, double> value)
    {
        var result = Zeros(shape);
        for (var i = 0; i < result.Length; i++) result.Data[i] = value(i);
        return result;
    }

    public NumericArray Select(Func<double, double> function) => Fill(Shape, i => function(Data[i]));
}
