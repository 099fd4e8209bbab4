using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>The row of every token.</summary>
internal sealed record Embedding : LookupOperator
{
    public static readonly OperatorDefinition Definition = new(
        "Embedding", SurfaceKind.Layer, "The row of a table for every token id: `y[t] = weight[ids[t]]` with `weight` `[numEmbeddings, embeddingDim]`.",
        call => Build(call, new Embedding()))
    {
        Family = "Embeddings",
        Operands = [new("ids", "`[n]` token ids, of fixed or varying number; an id outside the table is an `ArgumentException` of `Infer`.")],
        Returns = "`[n, embeddingDim]`.",
        Settings = TableSettings,
        Example = """
            private readonly Embedding words = new(10_000, 32);

            private Value Forward([Input(DType.Int32, Max = 64)] Value ids) => ReduceMean(words.Forward(ids), 0);     // [32]
            """,
        Int8 = "8-bit table",
        Onnx = "Gather",
        Samples = [Case(Shape.Of(1), 1), Case(Shape.Of(5), 17), Case(Define.Tokens(9), 16)],
    };

    protected override Pooling Rows => Pooling.None;

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (ids, table) = (inputs[0], inputs[1]);
        return NumericArray.Fill([ids.Length, table.Columns], i => table[(int)ids.Data[i / table.Columns], i % table.Columns]);
    }
}
