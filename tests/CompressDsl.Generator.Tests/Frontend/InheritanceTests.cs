using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Tests.Diagnostics;
using CompressDsl.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Frontend;

/// <summary>A partial class that is not abstract and inherits a Forward with [Input] is a model of its own.</summary>
public sealed class InheritanceTests
{
    private const string Body = """
        public interface IAct { Value Run(Value x); }
        public sealed class T : IAct { public Value Run(Value x) => Tanh(x); }
        public abstract class Body<TAct>(int width) where TAct : IAct, new()
        {
            private readonly Linear hidden = new(width);
            private readonly TAct act = new();
            protected Value Forward([Input(8)] Value x) => Head(act.Run(hidden.Forward(x)));
            protected abstract Value Head(Value x);
        }
        """;

    private const string Derived = """
        [Quantize(Bits = 4, Mode = QuantizationMode.WeightOnly)]
        public sealed partial class Net() : Body<T>(6)
        {
            private readonly Linear head = new(3);
            protected override Value Head(Value x) => head.Forward(x);
        }
        """;

    private const string Flat = """
        [Quantize(Bits = 4, Mode = QuantizationMode.WeightOnly)]
        public sealed partial class Net
        {
            private readonly Linear hidden = new(6);
            private readonly Linear head = new(3);
            private Value Forward([Input(8)] Value x) => head.Forward(Tanh(hidden.Forward(x)));
        }
        """;

    [Fact]
    public void An_inherited_Forward_is_the_network_of_the_derived_class() =>
        Assert.Equal(Dsl.GraphOf(Flat), Dsl.GraphOf(Derived, Body));

    [Fact]
    public void It_infers_what_the_same_network_in_one_class_infers()
    {
        var checkpoint = RandomCheckpoint.For(Dsl.Model(Flat));
        Assert.Equal(Inference.Run(checkpoint, Flat), Inference.Run(checkpoint, Derived, Body));
    }

    [Fact]
    public void The_override_runs_where_the_base_has_the_inputs() => Assert.Equal(
        "x.tanh = Tanh(x)",
        Dsl.EdgesOf(
            "public sealed partial class Net : Base { protected override Value Forward(Value x) => Tanh(x); }",
            "public abstract class Base { protected abstract Value Forward([Input(8)] Value x); }"));

    [Fact]
    public void A_model_of_a_model_hides_its_members_without_a_warning()
    {
        string[] sources =
        [
            "public partial class Net { private readonly Linear head = new(3); protected Value Forward([Input(8)] Value x) => head.Forward(x); }",
            "[Quantize] public sealed partial class Small : Net { }",
        ];
        Assert.Equal(["Net", "Small"], Dsl.Models(sources).Select(m => m.Type.Name));
        Assert.Empty(Dsl.CompileWithOutput(sources).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Several_declarations_are_one_model() => Assert.Equal(
        8, Dsl.Model("public sealed partial class Net : Base { } public sealed partial class Net : Base { }", "public abstract class Base { protected Value Forward([Input(8)] Value x) => Tanh(x); }")
            .InputType(0).Shape.Elements);

    [Fact]
    public void An_annotated_class_that_is_not_partial_is_told()
    {
        var diagnostic = Assert.Single(Dsl.Run(Dsl.Compile(Derived.Replace(" partial", ""), Body)).Diagnostics);
        Assert.Equal(("CDSL0001", "'Net' must be partial so that the compiler can add code to it: write 'partial class Net'"), (diagnostic.Id, diagnostic.GetMessage(null)));
    }

    [Fact]
    public void A_teacher_may_inherit_its_Forward() => Assert.Equal(
        new DistillationDeclaration("Net", "global::Net", 4, 0.9, true),
        Dsl.Models("[Distill(typeof(Net))] public sealed partial class Student { readonly Linear head = new(3); Value Forward([Input(8)] Value x) => head.Forward(x); }", Derived, Body)
            .Single(m => m.Type.Name == "Student").Distillation);
}
