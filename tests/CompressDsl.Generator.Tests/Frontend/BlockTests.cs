using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Tests.Frontend;

/// <summary>Blocks: objects of the user's classes inside models, their keys and their compression.</summary>
public sealed class BlockTests
{
    private const string Residual = """
        public sealed class Residual(int width, bool wide = false)
        {
            private readonly Linear fc = new(width, wide ? 2 * width : width);
            private readonly Linear back = new(width);
            public Value Forward(Value x) => x + back.Forward(Relu(fc.Forward(x)));
        }
        """;

    [Theory]
    [InlineData("readonly Residual[] blocks = [new(8), new(8, wide: true)];")]
    [InlineData("readonly List<Residual> blocks = [new(8), new(8, true)];")]
    [InlineData("readonly List<Residual> blocks = new() { new Residual(8), new Residual(8, true) };")]
    [InlineData("readonly Residual[] blocks = new Residual[2]; public Net() { for (var i = 0; i < 2; i++) blocks[i] = new Residual(8, i == 1); }")]
    [InlineData("readonly IReadOnlyList<Residual> blocks; public Net() : this(2) { } private Net(int n) { var all = new List<Residual>(); for (var i = 0; i < n; i++) all.Add(new Residual(8, i > 0)); blocks = all; }")]
    [InlineData("[Key(\"blocks\")] readonly Residual[] _parts = [new(8), new(8, wide: true)]; Residual[] blocks => _parts;")]
    [InlineData("Residual[] blocks { get; } = [new(8), new(8, wide: true)];")]
    public void Arrays_of_blocks_are_numbered(string field) => Assert.Equal(
        "blocks.0.fc.weight blocks.0.fc.bias blocks.0.back.weight blocks.0.back.bias blocks.1.fc.weight blocks.1.fc.bias blocks.1.back.weight blocks.1.back.bias",
        Dsl.KeysOf(Dsl.Class(field + "Value Forward([Input(8)] Value x) { foreach (var b in blocks) x = b.Forward(x); return x; }"), Residual));

    [Fact]
    public void Edges_are_named_after_the_layer() => Assert.Equal(
        """
        block.fc = Linear(x)
        block.fc.relu = Relu(block.fc)
        block.back = Linear(block.fc.relu)
        x.add = Add(x, block.back)
        block.fc.1 = Linear(x.add)
        block.fc.relu.1 = Relu(block.fc.1)
        block.back.1 = Linear(block.fc.relu.1)
        x.add.1 = Add(x.add, block.back.1)
        """,
        Dsl.EdgesOf(Dsl.Class("readonly Residual block = new(8); Value Forward([Input(8)] Value x) => block.Forward(block.Forward(x));"), Residual));

    [Fact]
    public void A_base_class_gives_layers_and_Forward() => Assert.Equal(
        "hidden.weight hidden.bias head.weight head.bias",
        Dsl.KeysOf(
            "public sealed partial class Net : Body { readonly Linear head = new(3); public Net() : base(16) { } protected override Value Forward([Input(8)] Value x) => head.Forward(base.Forward(x)); }",
            "public abstract class Body(int width) { private readonly Linear hidden = new(width); protected virtual Value Forward(Value x) => Activate(hidden.Forward(x)); protected virtual Value Activate(Value x) => Relu(x); }"));

    [Fact]
    public void Primary_constructors_call_their_base() => Assert.Equal(
        "float[24, 8] float[24]",
        string.Join(" ", Dsl.Model(
            Dsl.Class("readonly Wide wide = new(12); Value Forward([Input(8)] Value x) => wide.Forward(x);"),
            "public class Body(int width) { protected readonly Linear fc = new(width); public Value Forward(Value x) => fc.Forward(x); } public sealed class Wide(int half) : Body(2 * half);")
            .Graph.Parameters.Select(p => p.Type)));

    [Fact]
    public void Lambdas_and_local_functions_see_primary_constructor_parameters() => Assert.Equal(
        "x.relu = Relu(x)\nx.relu.1 = Relu(x.relu)",
        Dsl.EdgesOf(
            Dsl.Class("readonly Maybe block = new(true); Value Forward([Input(8)] Value x) => block.Forward(x);"),
            "sealed class Maybe(bool on) { public Value Forward(Value x) { Func<Value, Value> f = v => on ? Relu(v) : v; return Local(f(x)); Value Local(Value v) => on ? Relu(v) : v; } }"));

    [Fact]
    public void Virtual_methods_run_the_derived_one() => Assert.Equal(
        "x.tanh = Tanh(x)\nx.relu = Relu(x.tanh)",
        Dsl.EdgesOf(
            Dsl.Class("readonly IAct[] acts = [new T(), new R()]; Value Forward([Input(8)] Value x) { foreach (var a in acts) x = a.Run(x); return x; }"),
            "interface IAct { Value Run(Value x); } class T : IAct { public virtual Value Run(Value x) => Tanh(x); } sealed class R : T { public override Value Run(Value x) => Relu(x); }"));

    [Fact]
    public void Generic_blocks_know_their_arguments() => Assert.Equal(
        "block.fc = Linear(x)\nblock.fc.tanh = Tanh(block.fc)\nblock.fc.relu = Relu(block.fc.tanh)",
        Dsl.EdgesOf(
            Dsl.Class("readonly Act<T, R> block = new(); Value Forward([Input(8)] Value x) => block.Forward(x);"),
            """
            interface IAct { static abstract Value Static(Value x); Value Run(Value x); }
            sealed class T : IAct { public static Value Static(Value x) => Tanh(x); public Value Run(Value x) => Tanh(x); }
            sealed class R : IAct { public static Value Static(Value x) => Relu(x); public Value Run(Value x) => Relu(x); }
            sealed class Act<TFirst, TSecond> where TFirst : IAct where TSecond : IAct, new()
            {
                private readonly Linear fc = new(4);
                private readonly TSecond second = new();
                public Value Forward(Value x) => second.Run(Twice<TFirst>(fc.Forward(x)));
                private static Value Twice<TAct>(Value x) where TAct : IAct => TAct.Static(x);
            }
            """));

    [Fact]
    public void Nested_and_generic_models_are_declared_as_written()
    {
        var model = Dsl.Model("""
            namespace My.App;
            public static partial class Outer<T> where T : class
            {
                internal partial record Inner<TKey, TValue>
                {
                    private readonly Linear fc = new(4);
                    private Value Forward([Input(8)] Value x) => fc.Forward(x);
                }
            }
            """);
        Assert.Equal("My.App", model.Type.Namespace);
        Assert.Equal(["partial class Outer<T>", "partial record Inner<TKey, TValue>"], model.Type.Headers);
        Assert.Equal("Inner", model.Type.Name);
        Assert.Equal("My.App.Outer<T>.Inner<TKey, TValue>", model.Type.FullName);
        Assert.Equal("global::My.App.Outer<T>.Inner<TKey, TValue>", model.Type.GlobalName);
        Assert.Equal("Inner<TKey, TValue>", model.Type.LocalName);
        Assert.Equal("My.App.Outer_1.Inner_2", model.Type.HintName);
        Assert.Equal("internal", model.Type.Accessibility);
    }

    [Fact]
    public void Compression_of_the_innermost_place_holds()
    {
        var model = Dsl.Model("""
            [Quantize(Bits = 8, Mode = QuantizationMode.Dynamic), Prune(0.9, Pattern = PrunePattern.Block16x4)]
            public sealed partial class Net
            {
                private readonly Linear plain = new(8, 8);
                [Quantize(Bits = 4)] private readonly Linear four = new(8, 8);
                [Prune(0)] private readonly Block dense = new();
                private readonly Block own = new();
                private Value Forward([Input(8)] Value x) => own.Forward(dense.Forward(four.Forward(plain.Forward(x))));
            }
            [Prune(0.5, Scope = PruneScope.Layer)]
            public sealed class Block
            {
                private readonly Linear first = new(8, 8);
                [Quantize(Bits = 32)] private readonly Linear second = new(8, 8);
                public Value Forward(Value x) => second.Forward(first.Forward(x));
            }
            """);
        string Of(string key) => model.Graph.Parameters.Select(p => (Parameter)p.Operator).Single(p => p.Key == key).Compression is var c
            ? $"{c.Bits} {c.Mode} {c.Sparsity} {c.Pattern} {c.Scope}" : "";
        Assert.Equal("8 Dynamic 0.9 Block16x4 Global", Of("plain.weight"));
        Assert.Equal("32 Static 0 Unstructured Global", Of("plain.bias"));
        Assert.Equal("4 Static 0.9 Block16x4 Global", Of("four.weight"));
        Assert.Equal("8 Dynamic 0 Unstructured Global", Of("dense.first.weight"));
        Assert.Equal("32 Static 0 Unstructured Global", Of("dense.second.weight"));
        Assert.Equal("8 Dynamic 0.5 Unstructured Layer", Of("own.first.weight"));
    }

    [Fact]
    public void Groups_are_two_of_four_where_nothing_is_said()
    {
        var model = Dsl.Model("""
            public sealed partial class Net
            {
                [Prune(0.5, Pattern = PrunePattern.NM)] private readonly Linear two = new(8, 8);
                [Prune(0.875, Pattern = PrunePattern.NM, N = 1, M = 8)] private readonly Linear one = new(8, 8);
                private Value Forward([Input(8)] Value x) => one.Forward(two.Forward(x));
            }
            """);
        PruneDetails Of(string key) => model.Graph.Parameters.Select(p => (Parameter)p.Operator).Single(p => p.Key == key).Compression.Details;
        Assert.Equal(new PruneDetails(2, 4), Of("two.weight"));
        Assert.Equal(new PruneDetails(1, 8), Of("one.weight"));
    }

    [Fact]
    public void A_teacher_is_recorded()
    {
        var models = Dsl.Models(
            "namespace A; [Distill(typeof(B.Teacher), Temperature = 2)] public sealed partial class Student { readonly Linear fc = new(3); Value Forward([Input(8)] Value x) => fc.Forward(x); }",
            "namespace B; public sealed partial class Teacher { readonly Linear fc = new(8, 3); Value Forward([Input(8)] Value x) => fc.Forward(x); }");
        Assert.Equal(new DistillationDeclaration("B.Teacher", "global::B.Teacher", 2, 0.9, true), models[0].Distillation);
        Assert.Null(models[1].Distillation);
    }
}
