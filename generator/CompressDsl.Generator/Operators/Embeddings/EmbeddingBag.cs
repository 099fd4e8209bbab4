using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>The rows of all tokens, added up or averaged.</summary>
internal sealed record EmbeddingBag(BagMode Mode) : LookupOperator
{
    public static readonly OperatorDefinition Definition = new(
        "EmbeddingBag", SurfaceKind.Layer,
        "The mean (or sum) of the table's rows for all token ids: `y = mean over t of weight[ids[t]]`; zeros where there are no ids.",
        call => Build(call, new EmbeddingBag((BagMode)call.Int("mode"))))
    {
        Family = "Embeddings",
        Operands = [new("ids", "`[n]` token ids, of fixed or varying number; an id outside the table is an `ArgumentException` of `Infer`.")],
        Returns = "`[embeddingDim]`.",
        Settings = [.. TableSettings, new("mode", typeof(BagMode), "BagMode.Mean", "How the rows become one.")],
        Example = """
            private readonly EmbeddingBag words = new(10_000, 32);

            private Value Forward([Input(DType.Int32, Max = 256)] Value ids) => words.Forward(ids);     // [32]
            """,
        Int8 = "8-bit table, 32-bit sums",
        Onnx = "Gather, ReduceMean",
        Samples =
        [
            Case(Shape.Of(1), 1),
            Case(Define.Tokens(9), 17),
            Case(Define.Tokens(9), 16).With("mode", (int)BagMode.Sum),
            Case(Shape.Of(6), 33).With("mode", (int)BagMode.Sum),
        ],
    };

    protected override Pooling Rows => Mode == BagMode.Sum ? Pooling.Sum : Pooling.Mean;

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (ids, table) = (inputs[0], inputs[1]);
        var divisor = Mode == BagMode.Sum ? 1 : Math.Max(1, ids.Length);
        return NumericArray.Fill([table.Columns], c => ids.Data.Sum(id => table[(int)id, c]) / divisor);
    }
}
