namespace CompressDsl.Training;

/// <summary>One sample on its own, for streams.</summary>
/// <param name="Features">Floats; empty for a model of token ids.</param>
/// <param name="Tokens">Token ids; empty for a model of floats.</param>
/// <param name="Label">Class, or -1.</param>
/// <param name="Targets">Target vector; empty for a classifier.</param>
public sealed record Sample(float[] Features, int[] Tokens, int Label, float[] Targets)
{
    /// <summary>Floats with a class.</summary>
    public static Sample Of(float[] features, int label) => new(features, [], label, []);

    /// <summary>Floats with a target vector.</summary>
    public static Sample Of(float[] features, float[] targets) => new(features, [], -1, targets);

    /// <summary>Token ids with a class.</summary>
    public static Sample Of(int[] tokens, int label) => new([], tokens, label, []);

    /// <summary>Adds this sample to a batch.</summary>
    /// <exception cref="ArgumentException">The sample does not have the batch's shape.</exception>
    internal void AppendTo(Batch batch, int index)
    {
        CheckShape(batch.Shape, index);
        var row = batch.AddRow(index, Label, Tokens);
        Features.CopyTo(batch.FeaturesOf(row));
        Targets.CopyTo(batch.TargetsOf(row));
    }

    /// <summary>Refuses a sample of another shape.</summary>
    internal void CheckShape(SampleShape shape, int index)
    {
        if (Features.Length != shape.Features) throw new ArgumentException($"Sample {index} has {Features.Length} features instead of {shape.Features}.");
        if (Targets.Length != shape.Targets) throw new ArgumentException($"Sample {index} has {Targets.Length} targets instead of {shape.Targets}.");
        if (Tokens.Length > shape.MaxTokens) throw new ArgumentException($"Sample {index} has {Tokens.Length} token ids; the maximum is {shape.MaxTokens}.");
        if (shape.Classes > 0 && (uint)Label >= (uint)shape.Classes)
        {
            throw new ArgumentException($"Sample {index} has label {Label}; labels are 0 to {shape.Classes - 1}.");
        }
    }
}
