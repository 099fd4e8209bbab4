using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>
/// Stochastic gradient descent with momentum, as PyTorch defines it: <c>g += decay * w; m = momentum * m + g; w -= rate * m</c>
/// (Nesterov: <c>w -= rate * (g + momentum * m)</c>).
/// </summary>
/// <param name="Momentum">0 to below 1.</param>
/// <param name="WeightDecay">L2 penalty, at least 0.</param>
/// <param name="Nesterov">Looks ahead along the momentum.</param>
public sealed record Sgd(float Momentum = 0, float WeightDecay = 0, bool Nesterov = false) : Optimizer
{
    /// <inheritdoc/>
    public override int StatesPerParameter => Momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"sgd momentum={Momentum} weight-decay={WeightDecay} nesterov={Nesterov}");

    /// <inheritdoc/>
    public override void Validate()
    {
        OptionCheck.That(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "at least 0 and below 1");
        OptionCheck.That(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "at least 0");
        OptionCheck.That(!Nesterov || Momentum > 0, nameof(Nesterov), Nesterov, "false without momentum");
    }

    private protected override void Update(UpdateBlock block, in UpdateSettings settings)
    {
        var decay = settings.Decay ? WeightDecay : 0;
        ref var w = ref MemoryMarshal.GetReference(block.Weights);
        ref var g = ref MemoryMarshal.GetReference(block.Gradients);
        ref var m = ref MemoryMarshal.GetReference(block.First);
        nuint i = 0, length = (nuint)block.Weights.Length, width = (nuint)Vector<float>.Count;
        for (; i + width <= length; i += width)
        {
            var weight = Vector.LoadUnsafe(ref w, i);
            var gradient = (Vector.LoadUnsafe(ref g, i) * settings.GradientScale) + (weight * decay);
            if (Momentum > 0)
            {
                var mean = (Vector.LoadUnsafe(ref m, i) * Momentum) + gradient;
                mean.StoreUnsafe(ref m, i);
                gradient = Nesterov ? gradient + (mean * Momentum) : mean;
            }

            (weight - (gradient * settings.LearningRate)).StoreUnsafe(ref w, i);
        }

        for (; i < length; i++)
        {
            var gradient = (Unsafe.Add(ref g, i) * settings.GradientScale) + (Unsafe.Add(ref w, i) * decay);
            if (Momentum > 0)
            {
                var mean = Unsafe.Add(ref m, i) = (Unsafe.Add(ref m, i) * Momentum) + gradient;
                gradient = Nesterov ? gradient + (mean * Momentum) : mean;
            }

            Unsafe.Add(ref w, i) -= gradient * settings.LearningRate;
        }
    }
}
