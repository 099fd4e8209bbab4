using System.Numerics.Tensors;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>The rows of a shard as an <see cref="ExternalNetwork"/> sees them: inputs, settings, and where its results go.</summary>
public sealed unsafe class ExternalPass
{
    private readonly Shard shard;
    private readonly NetworkPlan plan;

    internal ExternalPass(Shard shard, NetworkPlan plan) => (this.shard, this.plan) = (shard, plan);

    /// <summary>Number of rows.</summary>
    public int Rows => shard.Rows;

    /// <summary>Float inputs, <c>[Rows, features]</c>.</summary>
    public ReadOnlySpan<float> Floats => shard.Floats is null ? default : new(shard.Floats, shard.Rows * plan.Signature.FloatLength);

    /// <summary>Dropout, quantisation and what is measured.</summary>
    public PassSettings Settings => shard.Settings;

    /// <summary>What the engine keeps from the forward pass for the backward pass.</summary>
    public object? State { get; set; }

    /// <summary>Token ids of a row.</summary>
    /// <param name="row">0 to <see cref="Rows"/> - 1.</param>
    public ReadOnlySpan<int> TokensOf(int row) => shard.Tokens[row];

    /// <summary>Number of the quantisation point <paramref name="key"/>.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="ArgumentException">The network has no such point.</exception>
    public int PointOf(string key)
    {
        for (var p = 0; p < plan.Points.Count; p++)
        {
            if (plan.Points[p] == key) return p;
        }

        throw new ArgumentException($"{plan.Recipe.Model} has no quantisation point '{key}'.");
    }

    /// <summary>Whether a point has a range of its own; else its range is that of the values at hand.</summary>
    /// <param name="point">Its number.</param>
    public bool IsStatic(int point) => plan.IsStatic(point);

    /// <summary>Largest number of a point's grid.</summary>
    /// <param name="point">Its number.</param>
    public int HighestOf(int point) => (1 << plan.BitsOf(point)) - 1;

    /// <summary>The grid of a static point.</summary>
    /// <param name="point">Its number.</param>
    public ActivationGrid GridOf(int point) => shard.Grids[point];

    /// <summary>Notes the range of the values at a static point.</summary>
    /// <param name="point">Its number.</param>
    /// <param name="range">Smallest and largest value of these rows.</param>
    public void Observe(int point, ValueRange range) => shard.Observe(point, range);

    /// <summary>Notes what a batch norm measured on these rows.</summary>
    /// <param name="norm">Its number.</param>
    /// <param name="means">A number per channel.</param>
    /// <param name="variances">Biased, a number per channel.</param>
    public void Measure(int norm, ReadOnlySpan<float> means, ReadOnlySpan<float> variances) => shard.Measured(norm, means, variances);

    /// <summary>Factors of a dropout, <c>[Rows, columns]</c>: the same that the embedded engine draws.</summary>
    /// <param name="number">Number of the dropout in the network.</param>
    /// <param name="columns">Elements of a sample.</param>
    /// <param name="p">Share of zeros.</param>
    public float[] DropoutFactors(int number, int columns, float p)
    {
        var factors = new float[Rows * columns];
        fixed (float* target = factors) shard.DropoutFactors(number, target, columns, p);
        return factors;
    }

    /// <summary>Where output <paramref name="output"/> is written, <c>[Rows, length]</c>.</summary>
    /// <param name="output">Its number.</param>
    public Span<float> OutputOf(int output) => shard.OutputOf(output);

    /// <summary>Gradient of the loss with respect to an output.</summary>
    /// <param name="output">Its number.</param>
    public ReadOnlySpan<float> OutputGradientOf(int output) => shard.OutputGradientOf(output);

    /// <summary>Adds the gradient of a parameter.</summary>
    /// <param name="parameter">Its number in the plan.</param>
    /// <param name="gradient">In the order of computation.</param>
    public void AddGradient(int parameter, ReadOnlySpan<float> gradient)
    {
        var sum = new Span<float>(shard.Gradients + plan.Parameters[parameter].Offset, plan.LengthOf(parameter));
        TensorPrimitives.Add(sum, gradient, sum);
    }
}
