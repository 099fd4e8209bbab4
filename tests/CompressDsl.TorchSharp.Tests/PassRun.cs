using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Operators.Tests.Emission;
using CompressDsl.Training;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>Rows, parameters and random gradients of the outputs, put through a training network.</summary>
internal sealed unsafe class PassRun : IDisposable
{
    private const int Rows = 5;

    private readonly TrainingNetwork network;
    private readonly Batch batch;
    private readonly float[][] seeds;
    private readonly Shard shard;
    private readonly PinnedFloats gradients;

    /// <summary>Draws rows and gradients.</summary>
    public PassRun(TrainingNetwork network, Checkpoint checkpoint, ModelGraph graph, (double Low, double High) range, int seed)
        : this(network)
    {
        var random = new Random(seed);
        var signature = network.Plan.Signature;
        batch = new Batch(new SampleShape(Features: signature.FloatLength, MaxTokens: signature.MaxTokens), Rows);
        for (var row = 0; row < Rows; row++)
        {
            var inputs = graph.Inputs.Select(i => RandomInputs.Of(graph[i].Type, random, random.Next(1, 4), range.Low, range.High)).ToArray();
            double[] Of(ElementType element) => [.. inputs.Where((_, i) => graph[graph.Inputs[i]].Type.Element == element).SelectMany(a => a.Data)];
            batch.AddRow(row, -1, [.. Of(ElementType.Int32).Select(v => (int)v)]);
            Of(ElementType.Float32).Select(v => (float)v).ToArray().CopyTo(batch.FeaturesOf(row));
        }

        seeds = [.. signature.Outputs.Select(o => Enumerable.Range(0, Rows * o.Length).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray())];
        Parameters = new NetworkParameters(network.Plan);
        Parameters.Read(checkpoint);
        Parameters.Refresh();
    }

    /// <summary>The same rows and parameters through another engine.</summary>
    public PassRun(TrainingNetwork network, PassRun other)
        : this(network) => (batch, seeds, Parameters) = (other.batch, other.seeds, other.Parameters);

    private PassRun(TrainingNetwork network)
    {
        this.network = network;
        (batch, seeds, Parameters) = (null!, null!, null!);
        shard = new Shard(network.Plan, Rows);
        gradients = new PinnedFloats(network.Plan.ParameterFloats);
    }

    /// <summary>Puts weights and activations on their grids, static ones over [-3, 3].</summary>
    public void Quantize()
    {
        Array.Fill(Parameters.Ranges, new ValueRange(-3, 3));
        Parameters.BeginQuantization();
        Parameters.Refresh();
    }

    /// <summary>Shared by both engines.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>What the points saw.</summary>
    public ValueRange[] Ranges { get; private set; } = [];

    private float[][] Outputs { get; set; } = [];

    /// <summary>Forward and, in training, backward.</summary>
    public void Run(PassSettings settings)
    {
        shard.SetRows(batch, 0, Rows);
        shard.Parameters = Parameters.Effective;
        shard.Gradients = gradients.Pointer;
        (shard.Settings, shard.Grids) = (settings, Parameters.Grids);
        gradients.Span.Clear();
        network.Forward(shard);
        Outputs = [.. seeds.Select((_, o) => shard.OutputOf(o).ToArray())];
        Ranges = shard.Observed.ToArray();
        if (!settings.IsTraining) return;
        for (var o = 0; o < seeds.Length; o++) seeds[o].CopyTo(shard.OutputGradientOf(o));
        network.Backward(shard);
    }

    /// <summary>What differs from another engine: outputs, gradients, ranges, statistics.</summary>
    public IEnumerable<string> Differences(PassRun other, double tolerance)
    {
        var plan = network.Plan;
        for (var o = 0; o < Outputs.Length; o++)
        {
            if (Difference(Outputs[o], other.Outputs[o], tolerance) is { } output) yield return $"output {o}: {output}";
        }

        for (var p = 0; p < plan.Parameters.Count; p++)
        {
            var length = plan.Recipe.Weights[p].Count;
            if (plan.Recipe.Weights[p].Kind == WeightKind.Statistic) continue;
            var difference = Difference(gradients.Slice(plan.Parameters[p].Offset, length).ToArray(), other.gradients.Slice(plan.Parameters[p].Offset, length).ToArray(), tolerance);
            if (difference is not null) yield return $"gradient of {plan.Parameters[p].Key}: {difference}";
        }

        for (var p = 0; p < Ranges.Length; p++)
        {
            if (Difference([Ranges[p].Min, Ranges[p].Max], [other.Ranges[p].Min, other.Ranges[p].Max], tolerance) is { } range) yield return $"range of {plan.Points[p]}: {range}";
        }

        for (var n = 0; n < plan.Norms.Count && !shard.Settings.AreNormsFrozen; n++)
        {
            if (Difference(shard.MeasuredBy(n).ToArray(), other.shard.MeasuredBy(n).ToArray(), tolerance) is { } norm) yield return $"statistics of {plan.Norms[n].Key}: {norm}";
        }
    }

    public void Dispose() => GC.KeepAlive(gradients);

    private static string? Difference(float[] expected, float[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i]))) && !expected[i].Equals(actual[i]))
                return $"number {i} is {actual[i]:R} and {expected[i]:R} in the embedded engine";
        }

        return null;
    }
}
