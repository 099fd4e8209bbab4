using System.Reflection;
using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>What generated code promises: lengths checked, nothing allocated, the same text every time, a clear word without weights.</summary>
public sealed class ContractTests(ITestOutputHelper log)
{
    private static readonly Compression Int8 = new(8);

    /// <summary>The networks here are so small that 8 bits do not pay, which a note says.</summary>
    private static IEnumerable<Problem> ButForSpeed(CompiledModel model) => model.Problems.Where(p => p.Id != ProblemId.SlowGrid);

    [Fact]
    public void Wrong_lengths_are_refused_and_name_the_shape()
    {
        var (graph, checkpoint) = MultilayerTests.Ready(MultilayerTests.Mlp(Int8, 12, 6), new Random(3));
        var model = CompiledNetwork.Of(graph, checkpoint).Default;
        var shortInput = Assert.Throws<ArgumentException>(() => model.Infer(new float[11].AsSpan(), new float[6]));
        Assert.Contains("[12] floats", shortInput.Message);
        Assert.Throws<ArgumentException>(() => model.Infer(new float[12].AsSpan(), new float[7]));
    }

    [Fact]
    public void Nothing_is_written_behind_the_output_nor_allocated()
    {
        var (graph, checkpoint) = MultilayerTests.Ready(MultilayerTests.Mlp(Int8, 100, 37, 21), new Random(3));
        var model = CompiledNetwork.Of(graph, checkpoint).Default;
        var memory = Enumerable.Repeat(7f, 64).ToArray();
        var input = RandomWeights.Floats(new Random(4), 100);
        for (var warm = 0; warm < 3; warm++) model.Infer(input.AsSpan(), memory.AsSpan(16, 21));
        Assert.All(memory.Take(16).Concat(memory.Skip(37)), v => Assert.Equal(7f, v));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++) model.Infer(input.AsSpan(), memory.AsSpan(16, 21));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_same_model_gives_the_same_text()
    {
        var (graph, checkpoint) = MultilayerTests.Ready(MultilayerTests.Mlp(Int8, 12, 6), new Random(3));
        var first = ModelCompiler.Compile(CompiledNetwork.Declare(graph), checkpoint);
        Assert.Equal(first, ModelCompiler.Compile(CompiledNetwork.Declare(graph), checkpoint));
        Assert.All(first.Files, f => Assert.DoesNotContain('\r', f.Text));
    }

    [Fact]
    public void Without_a_checkpoint_the_whole_interface_is_there_and_says_what_to_do()
    {
        var graph = MultilayerTests.Mlp(Int8, 12, 6);
        var network = CompiledNetwork.Of(graph, null);
        Assert.Equal([ProblemId.NoCheckpoint], ButForSpeed(network.Compiled).Select(p => p.Id));
        var thrown = Assert.Throws<TargetInvocationException>(() => network.Default);
        Assert.Contains("M0.safetensors", Assert.IsType<InvalidOperationException>(thrown.InnerException).Message);
        var (_, checkpoint) = MultilayerTests.Ready(graph, new Random(5));
        network.Load(checkpoint).Infer(new float[12].AsSpan(), new float[6]);
    }

    [Fact]
    public void A_checkpoint_without_ranges_is_compiled_to_dynamic_quantisation_with_a_warning()
    {
        var graph = MultilayerTests.Mlp(Int8, 12, 6);
        var compiled = ModelCompiler.Compile(CompiledNetwork.Declare(graph), RandomWeights.For(graph, new Random(5)));
        Assert.Equal([(ProblemId.RangesMissing, "layer1.input")], compiled.Problems.Select(p => (p.Id, p.Arguments[1])));
        Assert.Contains(compiled.Files, f => f.Text.Contains("mode=dynamic"));
    }

    [Fact]
    public void A_checkpoint_that_does_not_fit_names_the_tensor()
    {
        var graph = MultilayerTests.Mlp(Int8, 12, 6);
        var (_, other) = MultilayerTests.Ready(MultilayerTests.Mlp(Int8, 13, 6), new Random(5));
        var problem = Assert.Single(ButForSpeed(ModelCompiler.Compile(CompiledNetwork.Declare(graph), other)));
        Assert.Equal(ProblemId.TensorShape, problem.Id);
        Assert.Equal(["Demo.M0", "layer1.weight", "[6, 13]", "[6, 12]"], problem.Arguments);
    }

    [Fact]
    public void Compiles_in_a_project_that_checks_overflow()
    {
        var (graph, checkpoint) = MultilayerTests.Ready(MultilayerTests.Mlp(Int8, 12, 20, 6), new Random(3));
        var checkedOutput = new float[6];
        var plainOutput = new float[6];
        var input = RandomWeights.Floats(new Random(8), 12);
        CompiledNetwork.Of(graph, checkpoint, checkOverflow: true).Default.Infer(input.AsSpan(), checkedOutput);
        CompiledNetwork.Of(graph, checkpoint).Default.Infer(input.AsSpan(), plainOutput);
        Assert.Equal(plainOutput, checkedOutput);
    }

    [Fact]
    public void The_uncompressed_network_runs_on_loaded_sessions()
    {
        var (graph, checkpoint) = MultilayerTests.Ready(MultilayerTests.Mlp(new Compression(4), 12, 20, 6), new Random(Seeds.Next(log)));
        var session = CompiledNetwork.Of(graph, null).Load(checkpoint);
        var input = RandomWeights.Floats(new Random(8), 12);
        var output = new float[6];
        session.GetType().GetMethod("InferFloat")!.CreateDelegate<InferDelegate>(session)(input, output);
        var expected = RandomWeights.Evaluator(graph, checkpoint).Run(RandomWeights.Array(input, 12))[0].Data;
        for (var n = 0; n < 6; n++) Assert.Equal(expected[n], output[n], 1e-4);
    }

    [Fact]
    public void Parameters_may_have_any_name()
    {
        var graph = MultilayerTests.Mlp(Int8, 12, 6);
        var declaration = CompiledNetwork.Declare(graph) with { InputNames = new EquatableArray<string>("weights"), OutputNames = new EquatableArray<string>("memory") };
        var files = ModelCompiler.Compile(declaration, null).Files;
        Assert.NotEmpty(GeneratedAssembly.Compile("namespace Demo; /// <summary>A model.</summary>\npublic sealed partial class M0;", files).GetTypes());
    }

    private delegate void InferDelegate(ReadOnlySpan<float> input, Span<float> output);
}
