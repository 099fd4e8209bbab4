using CompressDsl.Core;

namespace CompressDsl.Tests.Shared;

/// <summary>A mistake in a checkpoint.</summary>
internal static class WrongSign
{
    /// <summary>The tensor with its largest value negated.</summary>
    public static CheckpointTensor Of(CheckpointTensor tensor)
    {
        var values = tensor.ToFloats();
        var largest = 0;
        for (var i = 1; i < values.Length; i++) largest = Math.Abs(values[i]) > Math.Abs(values[largest]) ? i : largest;
        values[largest] = -values[largest];
        return CheckpointTensor.Of(tensor.Name, tensor.Shape, values);
    }
}
