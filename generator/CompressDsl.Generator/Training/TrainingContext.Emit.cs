using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using static CompressDsl.Generator.Training.CallArgument;

namespace CompressDsl.Generator.Training;

/// <content>Operators that are calls of the training library.</content>
internal sealed partial class TrainingContext
{
    public override void EmitDot(int input, Parameter weight, Parameter? bias)
    {
        var rows = RowsOf(TypeOf(input).Shape);
        var matrix = weight.Type.Shape;
        lowering.NoteBias(node.Inputs[input], weight, bias);
        EmitMeasuring(weight, input, 1);
        Call(
            lowering.LayerOf(weight, bias) + ".Linear", Named(rows), Read(In(input)), CallArgument.Parameter(weight.Key),
            bias is null ? Code("null") : CallArgument.Parameter(bias.Key), Write(Out), GemmShape(rows, matrix));
    }

    /// <summary>The squares of what a layer reads, where its weights are pruned by them.</summary>
    private void EmitMeasuring(Parameter weight, int input, int groups)
    {
        if (weight.Compression is not { Sparsity: > 0, Details.Criterion: PruneCriterion.Wanda }) return;
        var shape = TypeOf(input).Shape;
        var number = lowering.MeasuredOf(new MeasuredCall(weight.Key, shape.Columns, groups));
        var rows = RowsOf(shape);
        Call("shard.MeasureInput", Named(rows), Code(Literal.Of(number)), Read(In(input)), RowShape(rows, shape));
    }

    public override void EmitLookup(int ids, Parameter table, Pooling pooling)
    {
        var method = pooling == Pooling.None ? "Copy" : pooling.ToString();
        Call("TableLookup." + method, null, Code("shard.Tokens"), CallArgument.Parameter(table.Key), Write(Out), EmbeddingShape(ids, table.Type.Shape));
    }

    public override void EmitFakeQuantize(ActivationRecipe point, bool oneGrid)
    {
        var source = In(0);
        var slot = lowering.AddSlot(node.Name, node.Type, ValuePlace.Shard, source);
        lowering.Place(node.Id, slot);
        var shape = oneGrid ? Shape.Of(node.Type.Shape.Elements) : node.Type.Shape;
        var rows = RowsOf(shape);
        Call("shard.Quantize", Named(rows), Code(Literal.Of(lowering.PointOf(point.Key))), Read(source), Write(slot), RowShape(rows, shape));
    }

    public override void EmitTraining(TrainingOperator op)
    {
        switch (op)
        {
            case ConvolutionInputGradient image: EmitImageGradient(image); break;
            case ConvolutionWeightGradient kernel: EmitKernelGradient(kernel); break;
            case MaxPoolGradient max: EmitMaxPoolGradient(max); break;
            case AveragePoolGradient average: EmitAveragePoolGradient(average); break;
            case LinearInputGradient: EmitInputGradient(); break;
            case LinearWeightGradient: EmitWeightGradient(); break;
            case ColumnSum: EmitColumnSum(); break;
            case EmbeddingGradient lookup: EmitEmbeddingGradient(lookup); break;
            case ReduceMaxGradient reduce: EmitMaxGradient(reduce); break;
            case DropoutMask dropout: EmitDropout(dropout); break;
            case FakeQuantizeGradient point: EmitQuantizeGradient(point.Key); break;
            case BatchNormTraining norm: EmitNorm(norm); break;
            case BatchNormInputGradient: EmitNormInputGradient(); break;
            case BatchNormWeightGradient: EmitNormGainGradient(); break;
            default: throw new NotSupportedException($"training has no kernel for {op.Describe()}");
        }
    }

    private void EmitQuantizeGradient(string key)
    {
        var slot = lowering.AddSlot(node.Name, node.Type, ValuePlace.Shard, In(1));
        lowering.Place(node.Id, slot);
        var rows = RowsOf(node.Type.Shape);
        Call(
            "shard.QuantizeGradient", Named(rows), Code(Literal.Of(lowering.PointOf(key))), Read(In(0)), Read(In(1)), Write(slot),
            RowShape(rows, node.Type.Shape));
    }

    private void EmitInputGradient()
    {
        var rows = RowsOf(TypeOf(0).Shape);
        Call(
            "Gemm.InputGradient", Named(rows), Read(In(0)), CallArgument.Parameter(ParameterOf(1).Key), Write(Out),
            GemmShape(rows, ParameterOf(1).Type.Shape));
    }

    private void EmitWeightGradient()
    {
        var rows = RowsOf(TypeOf(0).Shape);
        foreach (var key in lowering.ParametersOf(node.Id))
        {
            var stored = lowering.IsStored(key) ? new[] { Code("accumulate: false") } : Array.Empty<CallArgument>();
            CallArgument[] product = { Read(In(0)), Read(In(1)), Gradient(key), GemmShape(rows, node.Type.Shape) };
            Call("Gemm.WeightGradient", Named(rows), product.Concat(stored).ToArray());
        }
    }

    private void EmitColumnSum()
    {
        var rows = RowsOf(TypeOf(0).Shape);
        foreach (var key in lowering.ParametersOf(node.Id))
            Call("ParameterMemory.AddRows", Named(rows), Read(In(0)), Gradient(key), Code(RowsText(rows)), Code(Literal.Of(node.Type.Shape.Elements)));
    }

    private void EmitEmbeddingGradient(EmbeddingGradient lookup)
    {
        var method = lookup.Pooling == Pooling.None ? "Copy" : lookup.Pooling.ToString();
        foreach (var key in lowering.ParametersOf(node.Id))
            Call($"TableLookup.{method}Gradient", null, Code("shard.Tokens"), Read(In(1)), Gradient(key), EmbeddingShape(0, node.Type.Shape));
    }

    private void EmitMaxGradient(ReduceMaxGradient max)
    {
        var shape = TypeOf(0).Shape;
        int Product(IEnumerable<Dimension> axes) => axes.Aggregate(1, (product, d) => product * d.Size);
        var (outer, inner) = (Product(shape.Dimensions.Take(max.Axis)), Product(shape.Dimensions.Skip(max.Axis + 1)));
        var axis = shape.Dimensions[max.Axis];
        var sizes = axis.IsNamed
            ? $"new({Literal.Of(outer)}, {{rows}}, {Literal.Of(inner)})"
            : $"new({RowsText(shape.Named ?? outer)}{(shape.Named is null ? "" : " * " + Literal.Of(outer / shape.Named.Value.Size))}, {Literal.Of(axis.Size)}, {Literal.Of(inner)})";
        Call("ReduceGradients.Max", shape.Named, Read(In(0)), Read(In(1)), Write(Out), Code(sizes));
    }

    private void EmitDropout(DropoutMask dropout) => Call(
        "shard.DropoutFactors", null, Code(Literal.Of(lowering.NextDropout())), Write(Out), Code(Literal.Of(node.Type.Shape.Elements)),
        Code(Literal.Of((float)dropout.P)));

    private void EmitNorm(BatchNormTraining norm) =>
        Call("shard.Norm", null, Code(Literal.Of(lowering.AddNorm(node, norm))), Read(In(0)), Write(Out));

    private void EmitNormInputGradient() => Call(
        "shard.NormInputGradient", null, Code(Literal.Of(lowering.NormOf(node.Inputs[0], ParameterOf(1).Key))), Read(In(0)), Read(In(2)), Write(Out));

    private void EmitNormGainGradient()
    {
        foreach (var key in lowering.ParametersOf(node.Id))
            Call("shard.NormGainGradient", null, Code(Literal.Of(lowering.NormOf(node.Inputs[0], key))), Read(In(0)), Read(In(1)), Gradient(key));
    }

    private CallArgument EmbeddingShape(int ids, Shape table) =>
        Code($"new({{rows}}, {Literal.Of(table.Columns)}, {Literal.Of(TypeOf(ids).Shape.Elements)})");

    /// <summary>Rows and the sizes of a weight matrix <c>[outputs, inputs]</c>.</summary>
    private static CallArgument GemmShape(Dimension rows, Shape matrix) =>
        Code($"new({RowsText(rows)}, {Literal.Of(matrix.Columns)}, {Literal.Of(matrix.Rows)})");

    private static CallArgument RowShape(Dimension rows, Shape shape) => Code($"new({RowsText(rows)}, {Literal.Of(shape.Columns)})");

    private static Dimension? Named(Dimension rows) => rows.IsNamed ? rows : null;
}
