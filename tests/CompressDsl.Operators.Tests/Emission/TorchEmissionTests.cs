using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Every operator of the catalogue, every sample: the TorchSharp module compiles against the declarations of what it uses.</summary>
public sealed class TorchEmissionTests
{
    private static readonly ModelEnvironment Environment = new(false, true, 1400) { HasTorchSharp = true };

    [Fact]
    public void Modules_of_all_operators_compile()
    {
        var graphs = (from definition in OperatorCatalogue.All from sample in definition.Samples select SampleGraph.Build(definition, sample)).ToList();
        var files = graphs.SelectMany((graph, number) =>
        {
            var compiled = ModelCompiler.Compile(CompiledNetwork.Declare(graph, number) with { Environment = Environment }, null);
            Assert.DoesNotContain(compiled.Problems, p => p.Id == ProblemId.NoTorchModule);
            return compiled.Files.Where(f => f.HintName.EndsWith(".Torch.g.cs", StringComparison.Ordinal));
        }).ToList();
        Assert.Equal(graphs.Count, files.Count);
        var declarations = new GeneratedFile("TorchSharpApi.cs", File.ReadAllText(Path.Combine(Repository.Root, "tests/Shared/TorchSharpApi.txt")));
        var user = "namespace Demo;\n" + string.Concat(graphs.Select((_, i) => $"/// <summary>A model.</summary>\npublic sealed partial class M{i} {{ }}\n"));
        GeneratedAssembly.Compile(user, [.. files, .. SharedFiles.Of([Environment]), declarations]);
    }

    [Fact]
    public void An_operator_without_a_counterpart_is_named()
    {
        var graph = new GraphBuilder("Net");
        var x = graph.Add(new Input(0, TensorType.Float(Shape.Of(4))), "x");
        var compiled = ModelCompiler.Compile(CompiledNetwork.Declare(graph.Build(graph.Add(new Foreign(), "odd", x))) with { Environment = Environment }, null);
        var problem = Assert.Single(compiled.Problems, p => p.Id == ProblemId.NoTorchModule);
        Assert.Equal(["Demo.M0", "'odd' (Foreign) has no counterpart there"], problem.Arguments);
        Assert.DoesNotContain(compiled.Files, f => f.HintName.Contains(".Torch."));
        Assert.Contains(compiled.Files, f => f.HintName.EndsWith(".Inference.g.cs", StringComparison.Ordinal));
    }

    /// <summary>An operator that says nothing about TorchSharp.</summary>
    private sealed record Foreign : Operator
    {
        public override TensorType Infer(Core.EquatableArray<TensorType> inputs) => inputs[0];

        public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) => inputs[0];

        public override void Lower(LoweringContext context) => context.Alias(0);
    }
}
