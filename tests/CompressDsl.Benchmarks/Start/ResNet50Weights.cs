using CompressDsl.Core;

namespace CompressDsl.Benchmarks.Start;

/// <summary>A checkpoint for the ResNet-50 of <c>tests/CompressDsl.FirstCall</c> that nobody has trained.</summary>
internal sealed class ResNet50Weights
{
    private static readonly (int Width, int Inputs, int Others)[] Stages = [(64, 64, 2), (128, 256, 3), (256, 512, 5), (512, 1024, 2)];

    private readonly List<CheckpointTensor> tensors = [];
    private readonly Random random;

    private ResNet50Weights(int seed) => random = new Random(seed);

    /// <summary>Weights of a size that keeps the values of all layers in one range; norms that change nothing.</summary>
    public static Checkpoint Random(int seed)
    {
        var weights = new ResNet50Weights(seed);
        weights.Convolution("conv1", "bn1", 64, 3, 7);
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var (width, inputs, others) = Stages[stage];
            weights.Block($"wide.{stage}", inputs, width);
            weights.Convolution($"wide.{stage}.around", $"wide.{stage}.aroundNorm", 4 * width, inputs, 1);
            for (var i = 0; i < others; i++) weights.Block($"layer{stage + 1}.{i}", 4 * width, width);
        }

        weights.Add("fc.weight", [1000, 2048], 2048);
        weights.Add("fc.bias", [1000], 2048);
        return new Checkpoint(weights.tensors);
    }

    private void Block(string key, int inputs, int width)
    {
        Convolution($"{key}.conv1", $"{key}.bn1", width, inputs, 1);
        Convolution($"{key}.conv2", $"{key}.bn2", width, width, 3);
        Convolution($"{key}.conv3", $"{key}.bn3", 4 * width, width, 1);
    }

    private void Convolution(string key, string norm, int outputs, int inputs, int side)
    {
        Add($"{key}.weight", [outputs, inputs, side, side], inputs * side * side);
        foreach (var (name, value) in new[] { ("weight", 1f), ("bias", 0f), ("running_mean", 0f), ("running_var", 1f) })
        {
            tensors.Add(CheckpointTensor.Of($"{norm}.{name}", new EquatableArray<int>(outputs), [.. Enumerable.Repeat(value, outputs)]));
        }
    }

    private void Add(string name, int[] shape, int fanIn)
    {
        var values = new float[shape.Aggregate(1, (a, b) => a * b)];
        var range = MathF.Sqrt(3f / fanIn);
        for (var i = 0; i < values.Length; i++) values[i] = ((random.NextSingle() * 2) - 1) * range;
        tensors.Add(CheckpointTensor.Of(name, new EquatableArray<int>(shape), values));
    }
}
