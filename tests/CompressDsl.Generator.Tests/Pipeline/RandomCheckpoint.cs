using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>Weights for a model: the same ones for the same parameters.</summary>
internal static class RandomCheckpoint
{
    private const int Seed = 5;

    public static Checkpoint For(ModelDeclaration model)
    {
        var random = new Random(Seed);
        return new Checkpoint(model.Graph.Parameters.Select(p => CheckpointTensor.Of(
            ((Parameter)p.Operator).Key, [.. p.Type.Shape.Dimensions.Select(d => d.Size)],
            Enumerable.Range(0, p.Type.Shape.Elements).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray())).ToArray());
    }
}
