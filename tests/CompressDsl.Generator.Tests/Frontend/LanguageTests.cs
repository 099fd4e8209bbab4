namespace CompressDsl.Generator.Tests.Frontend;

/// <summary>The C# that Forward may use, construct by construct.</summary>
public sealed class LanguageTests
{
    private const string TwoLayers = """
        private readonly Linear a = new(8, 8);
        private readonly Linear b = new(8, 8);
        """;

    [Theory]
    [InlineData("Value Forward([Input(8)] Value x) { var y = a.Forward(x); y = Relu(y); y = b.Forward(y); return y; }")]
    [InlineData("Value Forward([Input(8)] Value x) { x = a.Forward(x); { x = Relu(x); } return b.Forward(x); }")]
    [InlineData("Value Forward([Input(8)] Value x) { for (var i = 0; i < 2; i++) { if (i == 1) x = Relu(x); x = i == 0 ? a.Forward(x) : b.Forward(x); } return x; }")]
    [InlineData("Value Forward([Input(8)] Value x) { var i = 0; while (true) { x = i % 2 == 0 ? a.Forward(x) : b.Forward(Relu(x)); if (++i > 1) break; } return x; }")]
    [InlineData("Value Forward([Input(8)] Value x) { foreach (var layer in new[] { a, b }) { if (ReferenceEquals(layer, null)) continue; x = layer.Forward(layer == b ? Relu(x) : x); } return x; } static bool ReferenceEquals(object l, object? r) => l == r;")]
    [InlineData("Value Forward([Input(8)] Value x) => Tail(a.Forward(x)); Value Tail(Value x) => b.Forward(Activate(x)); static Value Activate(Value x) => Relu(x);")]
    [InlineData("Value Forward([Input(8)] Value x) { return Second(First(x)); Value First(Value v) => a.Forward(v); Value Second(Value v) { return b.Forward(Relu(v)); } }")]
    [InlineData("const bool On = true; Value Forward([Input(8)] Value x) => b.Forward(On ? Relu(a.Forward(x)) : a.Forward(x));")]
    [InlineData("static readonly int Depth = 1 + 1; Value Forward([Input(8)] Value x) { switch (Depth) { case 2: x = Relu(a.Forward(x)); break; default: return x; } return b.Forward(x); }")]
    [InlineData("static readonly string Kind = \"relu\"; Value Forward([Input(8)] Value x) { x = a.Forward(x); x = Kind switch { \"tanh\" => Tanh(x), \"relu\" or \"ReLU\" => Relu(x), _ => x }; return b.Forward(x); }")]
    [InlineData("readonly Linear? none; Value Forward([Input(8)] Value x) { x = a.Forward(x); x = none?.Forward(x) ?? x; if (none is not null) x = Tanh(x); if (none == null) x = Relu(x); return b.Forward(x); }")]
    [InlineData("Value Forward([Input(8)] Value x) => Apply(b, Apply(a, x, null), Relu); static Value Apply(Linear l, Value x, Func<Value, Value>? f) => l.Forward(f is null ? x : f(x));")]
    [InlineData("Value Forward([Input(8)] Value x) { Func<Value, Value> f = v => Relu(v); return b.Forward(f(a.Forward(x))); }")]
    [InlineData("Value Forward([Input(8)] Value x) { var (p, q) = Pair(x); return b.Forward(p); (Value, int) Pair(Value v) => (Relu(a.Forward(v)), 3); }")]
    [InlineData("Value Forward([Input(8)] Value x) { (Value first, Value second) t = (a.Forward(x), x); return b.Forward(Relu(t.first)); }")]
    [InlineData("Value Forward([Input(8)] Value x) { var all = new List<Linear> { a }; all.Add(b); for (int i = 0; i < all.Count; i++) x = all[i].Forward(i > 0 ? Relu(x) : x); return x; }")]
    [InlineData("Value Forward([Input(8)] Value x) { Linear[] all = [a, .. new[] { b }]; return all[^1].Forward(Relu(all[0].Forward(x))); }")]
    public void One_network_many_ways(string forward) => Assert.Equal(
        """
        a = Linear(x)
        a.relu = Relu(a)
        b = Linear(a.relu)
        """,
        Dsl.EdgesOf(Dsl.Class(TwoLayers + forward)));

    [Fact]
    public void Operators_take_values_and_numbers() => Assert.Equal(
        """
        x.add = Add(x, y)
        scalar = Scalar()
        x.mul = Mul(scalar, x.add)
        scalar.1 = Scalar()
        x.sub = Sub(x.mul, scalar.1)
        scalar.2 = Scalar()
        x.mul.1 = Mul(x.sub, scalar.2)
        """,
        Dsl.EdgesOf(Dsl.Class("Value Forward([Input(8)] Value x, [Input(8)] Value y) => -(0.5f * (x + y) - 1);")));

    [Fact]
    public void Parts_of_a_value_are_an_array() => Assert.Equal(
        """
        x.split = Slice(x)
        x.split.1 = Slice(x)
        x.chunk = Slice(x.split.1)
        x.chunk.1 = Slice(x.split.1)
        x.relu = Relu(x.chunk)
        x.relu.1 = Relu(x.chunk.1)
        x.concat = Concat(x.split, x.relu, x.relu.1)
        """,
        Dsl.EdgesOf(Dsl.Class("""
            private Value Forward([Input(9, 2)] Value x)
            {
                var parts = Split(x, 0, 3, 6);
                var all = new System.Collections.Generic.List<Value> { parts[0] };
                foreach (var half in Chunk(parts[parts.Length - 1], 2)) all.Add(Relu(half));
                return Concat(0, all[0], all[1], all[2]);
            }
            """)));

    [Fact]
    public void Constant_arithmetic_sizes_layers() => Assert.Equal(
        "float[96, 8] float[96] float[5, 96] float[5]",
        string.Join(" ", Dsl.Model(Dsl.Class("""
            private const int Heads = 3;
            private static readonly int[] Widths = [32, 5];
            private static readonly double Factor = Math.Sqrt(4) / 2;
            private readonly Linear wide = new((int)(Factor * Heads) * Widths[0]);
            private readonly Linear head = new(Widths[^1]);

            private Value Forward([Input(8)] Value x) => head.Forward(wide.Forward(x));
            """)).Graph.Parameters.Select(p => p.Type)));

    [Fact]
    public void Several_inputs_and_outputs_have_names()
    {
        var result = Dsl.Run(Dsl.Compile(Dsl.Class("""
            private readonly Linear a = new(4);
            private (Value mean, Value) Forward([Input(2, 3)] Value left, [Input(DType.Int32, Max = 16)] Value ids, [Input(DType.Int32, 3, Max = 5)] Value rest) =>
                (a.Forward(left), Relu(left));
            """)));
        var model = Dsl.Readings(result).Single().Declaration!;
        Assert.Equal(["CDSL0015", "CDSL0015"], result.Diagnostics.Where(d => d.Id != "CDSL0400").Select(d => d.Id));
        Assert.Equal(["left", "ids", "rest"], model.InputNames);
        Assert.Equal(["mean", "output2"], model.OutputNames);
        Assert.Equal("float[2, 3] int[ids<=16] int[rest<=5, 3]", string.Join(" ", Enumerable.Range(0, 3).Select(model.InputType)));
    }

    [Fact]
    public void A_layer_called_twice_has_one_set_of_weights() =>
        Assert.Equal("a.weight a.bias", Dsl.KeysOf(Dsl.Class("""
            private readonly Linear a = new(8, 8);
            private Value Forward([Input(8)] Value x) => a.Forward(Relu(a.Forward(x)));
            """)));
}
