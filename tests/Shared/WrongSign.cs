using CompressDsl.Core;

namespace CompressDsl.Tests.Shared;

/// <summary>A mistake in a checkpoint.</summary>
internal static class WrongSign
{
    /// <summary>The tensor with one value negated.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="rank">Which: 0 for the largest, 1 for the next.</param>
    public static CheckpointTensor Of(CheckpointTensor tensor, int rank = 0)
    {
        var values = tensor.ToFloats();
        var chosen = Enumerable.Range(0, values.Length).OrderByDescending(i => Math.Abs(values[i])).ElementAt(rank);
        values[chosen] = -values[chosen];
        return CheckpointTensor.Of(tensor.Name, tensor.Shape, values);
    }
}
