using System.Numerics.Tensors;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Smallest and largest of some values.</summary>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
public readonly record struct ValueRange(float Min, float Max)
{
    /// <summary>The range of no values.</summary>
    public static readonly ValueRange Empty = new(float.PositiveInfinity, float.NegativeInfinity);

    /// <summary>Whether there were no values.</summary>
    public bool IsEmpty => Min > Max;

    /// <summary>The range of values.</summary>
    /// <param name="x">First value.</param>
    /// <param name="count">How many.</param>
    public static unsafe ValueRange Of(float* x, int count) => Empty.With(x, count);

    /// <summary>This range widened by values.</summary>
    /// <param name="x">First value.</param>
    /// <param name="count">How many.</param>
    public unsafe ValueRange With(float* x, int count)
    {
        if (count == 0) return this;
        var values = new ReadOnlySpan<float>(x, count);
        return new ValueRange(Math.Min(Min, TensorPrimitives.Min(values)), Math.Max(Max, TensorPrimitives.Max(values)));
    }

    /// <summary>The union of both.</summary>
    /// <param name="other">The other range.</param>
    public ValueRange Union(ValueRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    /// <summary>Moves this range towards <paramref name="step"/>: an exponential average that starts with the first range seen.</summary>
    /// <param name="step">Range of one step.</param>
    /// <param name="memory">Share of the old range, 0 to 1.</param>
    public ValueRange Follow(ValueRange step, float memory)
    {
        if (step.IsEmpty) return this;
        if (IsEmpty) return step;
        return new ValueRange((memory * Min) + ((1 - memory) * step.Min), (memory * Max) + ((1 - memory) * step.Max));
    }

    /// <summary>The grid over the range; the degenerate one for no values.</summary>
    /// <param name="bits">Its bits.</param>
    public ActivationGrid ToGrid(int bits = 8) => IsEmpty ? new ActivationGrid(1, 0, (1 << bits) - 1) : ActivationGrid.FromRange(Min, Max, bits);
}
