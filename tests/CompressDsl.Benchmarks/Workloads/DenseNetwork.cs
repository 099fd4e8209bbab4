using CompressDsl.Benchmarks.Onnx;
using CompressDsl.Core;

namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A chain of fully connected layers with random weights, and the ranges of the layers' inputs over random samples.</summary>
internal sealed class DenseNetwork : INetwork
{
    private const int Seed = 20;
    private const int RangeSamples = 64;

    private readonly Random random = new(Seed);

    /// <param name="keys">Names of the layers in the checkpoint.</param>
    /// <param name="sizes">Inputs of the first layer, then the outputs of each; a ReLU stands behind all but the last.</param>
    public DenseNetwork(string[] keys, params int[] sizes)
    {
        Layers = [.. keys.Select((key, i) => RandomLayer(key, sizes[i], sizes[i + 1], relu: i < keys.Length - 1))];
        Ranges = [.. Layers.Select(_ => (Low: 0f, High: 0f))];
        for (var sample = 0; sample < RangeSamples; sample++)
        {
            Widen(RandomInput());
        }
    }

    public DenseLayer[] Layers { get; }

    /// <summary>Lowest and highest input of every layer.</summary>
    public (float Low, float High)[] Ranges { get; }

    public int Inputs => Layers[0].Inputs;

    public int[] InputShape => [1, Inputs];

    public int Outputs => Layers[^1].Outputs;

    public int AllowedSteps => 1;

    /// <summary>A sample between -1 and 1.</summary>
    public float[] RandomInput() => [.. Enumerable.Range(0, Inputs).Select(_ => (random.NextSingle() * 2) - 1)];

    /// <summary>Weights and ranges under the names that the compiled model looks for.</summary>
    public Checkpoint ToCheckpoint() => new(Layers.Zip(Ranges).SelectMany(l => new[]
    {
        CheckpointTensor.Of(l.First.Key + ".weight", [l.First.Outputs, l.First.Inputs], l.First.Weight),
        CheckpointTensor.Of(l.First.Key + ".bias", [l.First.Outputs], l.First.Bias),
        CheckpointTensor.Of(l.First.Key + ".input.range", [2], [l.Second.Low, l.Second.High]),
    }));

    public byte[] ToFloatOnnx() => DenseOnnx.Float(this);

    public byte[] ToQuantizedOnnx() => DenseOnnx.Quantized(this);

    private DenseLayer RandomLayer(string key, int inputs, int outputs, bool relu)
    {
        var bound = (float)Math.Sqrt(6.0 / inputs);
        float Next() => ((random.NextSingle() * 2) - 1) * bound;
        return new(key, [.. Enumerable.Range(0, inputs * outputs).Select(_ => Next())], [.. Enumerable.Range(0, outputs).Select(_ => Next())], relu);
    }

    private void Widen(float[] values)
    {
        for (var i = 0; i < Layers.Length; i++)
        {
            Ranges[i] = (Math.Min(Ranges[i].Low, values.Min()), Math.Max(Ranges[i].High, values.Max()));
            values = Layers[i].Run(values);
        }
    }
}
