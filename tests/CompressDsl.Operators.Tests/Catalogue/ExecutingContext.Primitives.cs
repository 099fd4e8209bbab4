using CompressDsl.Generator.Graph;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <content>The meanings of the primitives.</content>
internal sealed partial class ExecutingContext
{
    public override void Emit(Primitive primitive)
    {
        switch (primitive)
        {
            case MapPrimitive map: Execute(map); break;
            case ReducePrimitive reduce: Execute(reduce); break;
            case MovePrimitive move: Execute(move); break;
            default: throw new NotSupportedException(primitive.ToString());
        }
    }

    private int Size(Dimension dimension) => dimension.IsNamed ? Math.Min(dimension.Size, run.Length) : dimension.Size;

    private void Execute(MapPrimitive map)
    {
        Assert.All(map.Operands, (_, i) => Assert.True(map.Formula.Uses(i), $"operand {i} of {map.Formula} is not read"));
        for (var r = 0; r < Size(map.Rows); r++)
        {
            for (var c = 0; c < map.Columns; c++)
            {
                var x = map.Operands.Select(o => Read(o, r, c, map.Columns)).ToArray();
                buffers[map.Output][(r * map.Columns) + c] = map.Formula.Evaluate(x);
            }
        }
    }

    private double Read(MapOperand operand, int row, int column, int columns)
    {
        // Packed parameters are laid out by column only.
        if (operand.Section is not null) Assert.True(operand.Addressing is Addressing.Column or Addressing.Single, operand.ToString());
        var data = operand.Section is { } section ? sections[section] : buffers[operand.Buffer!.Value];
        return operand.Addressing switch
        {
            Addressing.Full => data[(row * columns) + column],
            Addressing.Column => data[column],
            Addressing.Row => data[row],
            _ => data[0],
        };
    }

    private void Execute(ReducePrimitive reduce)
    {
        var (input, output) = (buffers[reduce.Input], buffers[reduce.Output]);
        for (var o = 0; o < Size(reduce.Outer); o++)
        {
            for (var i = 0; i < reduce.Inner; i++)
            {
                var values = Enumerable.Range(0, Size(reduce.Axis)).Select(a => input[(((o * Size(reduce.Axis)) + a) * reduce.Inner) + i]);
                output[(o * reduce.Inner) + i] = reduce.Kind switch
                {
                    ReduceKind.Sum => values.Sum(),
                    ReduceKind.Mean => values.DefaultIfEmpty(0).Average(),
                    _ => values.DefaultIfEmpty(0).Max(),
                };
            }
        }
    }

    private void Execute(MovePrimitive move)
    {
        var extents = move.Extents.Select(Size).ToArray();
        var count = extents.Aggregate(1, (product, size) => product * size);
        for (var flat = 0; flat < count; flat++)
        {
            var index = NumericArray.IndexOf(extents, flat);
            var from = move.InputOffset + index.Zip(move.InputStrides, (i, stride) => i * stride).Sum();
            var to = move.OutputOffset + index.Zip(move.OutputStrides, (i, stride) => i * stride).Sum();
            buffers[move.Output][to] = buffers[move.Input][from];
        }
    }
}
