using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Rows of a table, chosen by token ids. Operands: ids [n] (int), table [tokens, dimensions].</summary>
internal abstract record LookupOperator : Operator
{
    /// <summary>What becomes of the rows.</summary>
    protected abstract Pooling Rows { get; }

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        var (ids, table) = (inputs[0], inputs[1].Shape);
        if (ids.Element != ElementType.Int32) throw new ShapeException($"{Describe()} takes token ids (integers), and got floats {ids.Shape}");
        if (ids.Shape.Rank != 1) throw new ShapeException($"{Describe()} takes one axis of token ids, and got {ids.Shape}");
        return TensorType.Float(Rows == Pooling.None ? Shape.Of(ids.Shape.Dimensions[0], table.Columns) : Shape.Of(table.Columns));
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var tokens = context.ShapeOf(1).Dimensions[0].Size;
        return [null, context.Add(new EmbeddingGradient(tokens, Rows), context.Inputs[0], context.OutputGradient)];
    }

    public override void Lower(LoweringContext context) => context.EmitLookup(0, context.ParameterOf(1), Rows);

    /// <summary>The rows of all tokens, and what becomes of them; where there are no tokens their mean is 0.</summary>
    public override string Torch(TorchContext context)
    {
        var (ids, table) = (context.In(0), context.In(1));
        var rows = $"{table}.index_select(0, {ids}.reshape(-1)).reshape({ids}.shape[0], {ids}.shape[1], {context.ShapeOf(1).Columns.ToString(CultureInfo.InvariantCulture)})";
        return Rows switch
        {
            Pooling.None => rows,
            Pooling.Sum => rows + ".sum(1)",
            _ => $"{rows}.sum(1) / global::System.Math.Max(1, {ids}.shape[1])",
        };
    }

    /// <summary>The settings that every table has.</summary>
    protected static SettingDefinition[] TableSettings { get; } =
    [
        new("numEmbeddings", typeof(int), null, "Number of tokens: ids are 0 to `numEmbeddings - 1`."),
        new("embeddingDim", typeof(int), null, "Numbers per token, at least 1."),
    ];

    /// <summary>Adds the layer with its table.</summary>
    protected static int Build(CallSite call, LookupOperator op)
    {
        var shape = Shape.Of(Expect.Size(call, "numEmbeddings"), Expect.Size(call, "embeddingDim"));
        // Small, so that rows whose tokens never occur stay small and pruning takes them first.
        var table = call.Parameter("weight", WeightKind.Table, shape, new Initializer(InitializerKind.Uniform, 1.0 / shape.Columns));
        return call.Add(op, call.Operands[0], table);
    }

    /// <summary>A conformance case: a table of 11 tokens.</summary>
    protected static OperatorSample Case(Shape ids, int dimensions) =>
        new OperatorSample([TensorType.Int(ids)], new Dictionary<string, object>()) { Low = 0, High = 11 }
            .With("numEmbeddings", 11).With("embeddingDim", dimensions);
}
