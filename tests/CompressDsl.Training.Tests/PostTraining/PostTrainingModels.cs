using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Training.Tests.Generated;
using ConvolutionOperator = CompressDsl.Generator.Operators.Conv2d;

namespace CompressDsl.Training.Tests.PostTraining;

/// <summary>Networks that are quantised after training, and data for them.</summary>
internal static class PostTrainingModels
{
    public const int Size = 6;

    private static readonly Compression Quantized = NetworkBuilder.Float with { Bits = 8 };

    /// <summary>Images through a stem, a residual block, a depthwise and a pointwise convolution, and a linear layer over all pixels.</summary>
    /// <param name="norms">Whether convolutions have a batch norm in place of a bias.</param>
    /// <param name="function">Between the depthwise and the pointwise convolution.</param>
    public static ModelGraph Images(bool norms, Operator function)
    {
        var b = new NetworkBuilder();
        var image = b.Add(new Reshape(Shape.Of(2, Size, Size)), "image", b.Input(2 * Size * Size));
        var stem = b.Add(new Relu(), "stem.relu", Convolution(b, "stem", image, (8, 1), norms));
        var first = b.Add(new LeakyRelu(0.1), "first.relu", Convolution(b, "first", stem, (8, 1), norms));
        var sum = b.Add(new Relu(), "sum.relu", b.Add(new Add(), "sum", Convolution(b, "second", first, (8, 1), norms), stem));
        var deep = b.Add(function, "deep.function", Convolution(b, "deep", sum, (8, 8), norms));
        var wide = b.Add(new Relu(), "wide.relu", Convolution(b, "wide", deep, (12, 1), norms));
        return b.Build(b.Linear("head", b.Add(new Flatten(), "flat", wide), 2, Quantized));
    }

    /// <summary>Start values, and norms that have seen something.</summary>
    public static Checkpoint Start(TrainableModel model, ulong seed)
    {
        var parameters = new NetworkParameters(model.Network.Plan);
        parameters.Start(seed);
        var random = new CounterRandom(seed, 77);
        foreach (var norm in model.Network.Plan.Norms)
        {
            foreach (var (suffix, low, high) in new[] { (".weight", 0.2f, 2f), (".bias", -0.5f, 0.5f), (".running_mean", -0.5f, 0.5f), (".running_var", 0.05f, 3f) })
            {
                foreach (ref var value in parameters.SpanOf(model.Network.Plan.IndexOf(norm.Key + suffix))) value = random.NextFloat(low, high);
            }
        }

        return parameters.ToCheckpoint();
    }

    /// <summary>All outputs of a network as it is.</summary>
    public static float[] Outputs(TrainedNetwork network, TrainingNetwork generated, IDataset data)
    {
        var all = new List<float>();
        network.Parameters.Refresh();
        NetworkEvaluator.Run(generated, network.Parameters, data, network.Runner, block => all.AddRange(block.Outputs[0]));
        return [.. all];
    }

    /// <summary>Vectors whose elements go together: a few hidden numbers, mixed, and a little noise.</summary>
    public static InMemoryDataset Correlated(int count, int width, ulong seed)
    {
        var random = new CounterRandom(seed, 5);
        var mixing = Enumerable.Range(0, 4 * width).Select(_ => random.NextFloat(-1, 1)).ToArray();
        var features = new float[count * width];
        for (var i = 0; i < count; i++)
        {
            var hidden = new[] { random.NextFloat(0, 1), random.NextFloat(-1, 1), random.NextFloat(-1, 1), random.NextFloat(-1, 1) };
            for (var k = 0; k < width; k++) features[(i * width) + k] = random.NextFloat(-0.1f, 0.1f) + hidden.Select((h, n) => h * mixing[(n * width) + k]).Sum();
        }

        return InMemoryDataset.FromLabels(features, [.. Enumerable.Range(0, count).Select(i => i % 2)], classes: 2);
    }

    private static int Convolution(NetworkBuilder b, string name, int x, (int Outputs, int Groups) sizes, bool norms)
    {
        var window = new ConvolutionWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        var result = b.Convolution(name, x, new ConvolutionOperator(window, sizes.Groups, !norms), sizes.Outputs, Quantized);
        return norms ? b.ImageNorm(name + ".norm", result) : result;
    }
}
