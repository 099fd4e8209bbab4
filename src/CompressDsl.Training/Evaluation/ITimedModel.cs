using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// A compiled network that takes the time of its kernels one by one. Every generated <c>Session</c> is one where <c>CompressDsl.Training</c>
/// is referenced; its <c>Infer</c> carries nothing of it.
/// </summary>
public interface ITimedModel : IModel
{
    /// <summary>The kernels, in the order in which they run.</summary>
    EquatableArray<TimedStep> Steps { get; }

    /// <summary>Runs the network on one sample: the same kernels on the same memory.</summary>
    /// <param name="input">The sample.</param>
    /// <param name="output">All outputs, one behind the other.</param>
    /// <param name="ticks"><see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> before the first kernel and behind each of them.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    void Infer(ModelInput input, Span<float> output, Span<long> ticks);
}
