using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Operators.Tests.Emission;
using CompressDsl.Training;
using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;
using ConvolutionOperator = CompressDsl.Generator.Operators.Conv2d;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>The pass that training runs: outputs and gradients of every operator are those of the embedded engine.</summary>
public sealed class TrainingPassTests(ITestOutputHelper log)
{
    private const double Tolerance = 1e-4;

    private static readonly PassSettings Training = new(true, false, false, true, 7, 3);

    [Fact]
    public void Every_operator_has_the_outputs_and_gradients_of_the_embedded_engine()
    {
        var random = new Random(Seeds.Next(log));
        var cases = (
            from definition in OperatorCatalogue.All
            where !definition.IsResultOnly
            from sample in definition.Samples
            let graph = ScaledSample.Build(definition, sample)
            where IsTrained(graph)
            select (Definition: definition, Sample: sample, Graph: graph)).ToList();
        var models = TorchModel.Many(cases.Select(c => c.Graph).ToList(), hasTraining: true);
        var failures = cases.SelectMany((c, i) => Compare(models[i], c.Graph, (c.Sample.Low, c.Sample.High), random)
            .Select(f => $"{c.Definition.Name} [{string.Join(", ", c.Sample.Inputs)}] {string.Join(" ", c.Sample.Settings)}: {f}")).ToList();
        log.WriteLine($"{cases.Count} cases");
        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(40)));
    }

    [Theory]
    [InlineData(QuantizationMode.Static, 8)]
    [InlineData(QuantizationMode.Static, 4)]
    [InlineData(QuantizationMode.Dynamic, 8)]
    public void Quantisation_points_have_the_values_and_gradients_of_the_embedded_engine(QuantizationMode mode, int activationBits)
    {
        var random = new Random(Seeds.Next(log));
        var compression = NetworkBuilder.Float with { Bits = 8, Mode = mode, ActivationBits = activationBits };
        foreach (var graph in new[] { NetworkBuilder.Mlp([9, 12, 5], compression), Convolutions(compression) })
        {
            var model = TorchModel.Many([graph], hasTraining: true)[0];
            using var embedded = new PassRun((TrainingNetwork)model.Invoke("CreateTrainingNetwork")!, RandomWeights.For(graph, random), graph, (-4, 4), random.Next());
            using var other = new PassRun((TrainingNetwork)model.Invoke("CreateTorchTrainingNetwork", [null])!, embedded);
            embedded.Quantize();
            embedded.Run(new PassSettings(true, true, true, true));
            other.Run(new PassSettings(true, true, true, true));
            Assert.Empty(embedded.Differences(other, Tolerance));
        }
    }

    private static ModelGraph Convolutions(Compression compression)
    {
        var b = new NetworkBuilder();
        var window = new ConvolutionWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        var image = b.Add(new Reshape(Shape.Of(3, 4, 5)), "image", b.Input(60));
        var first = b.Add(new Tanh(), "tanh", b.Convolution("conv1", image, new ConvolutionOperator(window, 1, true), 8, compression));
        var second = b.Convolution("conv2", first, new ConvolutionOperator(new ConvolutionWindow(1, 1), 1, true), 6, compression);
        return b.Build(b.Linear("head", b.Add(new Flatten(), "flat", second), 3, compression));
    }

    /// <summary>The training library knows one varying input, of token ids, and outputs of fixed length.</summary>
    private static bool IsTrained(ModelGraph graph) =>
        graph.Inputs.All(i => graph[i].Type is { Element: ElementType.Int32 } or { Shape.Named: null }) && graph.Outputs.All(o => graph[o].Type.Shape.Named is null);

    private static IEnumerable<string> Compare(TorchModel model, ModelGraph graph, (double Low, double High) range, Random random)
    {
        var network = (TrainingNetwork)model.Invoke("CreateTrainingNetwork")!;
        var torch = (TrainingNetwork)model.Invoke("CreateTorchTrainingNetwork", [null])!;
        using var embedded = new PassRun(network, RandomWeights.For(graph, random), graph, range, random.Next());
        using var other = new PassRun(torch, embedded);
        foreach (var settings in new[] { Training, Training with { AreNormsFrozen = true }, new PassSettings(false, false, true, false) })
        {
            embedded.Run(settings);
            other.Run(settings);
            foreach (var difference in embedded.Differences(other, Tolerance)) yield return $"{settings}: {difference}";
        }
    }
}
