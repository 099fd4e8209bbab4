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

    /// <summary>Floats with answers for several outputs.</summary>
    public static Sample Of(float[] features, params SampleAnswer[] answers) => new(features, [], -1, []) { Answers = answers };

    /// <summary>Token ids with answers for several outputs.</summary>
    public static Sample Of(int[] tokens, params SampleAnswer[] answers) => new([], tokens, -1, []) { Answers = answers };

    /// <summary>What the sample says about each of <see cref="SampleShape.Answers"/>, in any order; empty where the shape has none.</summary>
    public IReadOnlyList<SampleAnswer> Answers { get; init; } = [];

    /// <summary>Adds this sample to a batch.</summary>
    /// <exception cref="ArgumentException">The sample does not have the batch's shape.</exception>
    internal void AppendTo(Batch batch, int index)
    {
        CheckShape(batch.Shape, index);
        var row = batch.AddRow(index, Label, Tokens);
        Features.CopyTo(batch.FeaturesOf(row));
        Targets.CopyTo(batch.TargetsOf(row));
        foreach (var place in batch.Answers)
        {
            if (AnswerFor(place.Shape) is not { } answer) continue;
            answer.Labels.CopyTo(place.LabelsOf(row));
            answer.Targets.CopyTo(place.TargetsOf(row));
        }
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

        CheckAnswers(shape, index);
    }

    private void CheckAnswers(SampleShape shape, int index)
    {
        foreach (var expected in shape.Answers)
        {
            var answer = AnswerFor(expected) ?? throw new ArgumentException($"Sample {index} has no answer for output '{expected.Output}'.");
            if (answer.Targets.Length != expected.Targets)
                throw new ArgumentException($"Sample {index} has {answer.Targets.Length} targets instead of {expected.Targets} for output '{expected.Output}'.");
            CheckLabels(answer, expected, index);
        }

        if (Answers.Count == shape.Answers.Count) return;
        var stranger = Answers.FirstOrDefault(a => shape.Answers.All(s => s.Output != a.Output));
        throw new ArgumentException(stranger is null
            ? $"Sample {index} has {Answers.Count} answers for {shape.Answers.Count} outputs."
            : $"Sample {index} has an answer for output '{stranger.Output}', which the shape of the data set does not have.");
    }

    private static void CheckLabels(SampleAnswer answer, AnswerShape expected, int index)
    {
        if (expected.Classes == 0) return;
        if (answer.Labels.Length != expected.Places)
            throw new ArgumentException($"Sample {index} has {answer.Labels.Length} labels instead of {expected.Places} for output '{expected.Output}'.");
        var least = expected.Places > 1 ? Answer.NotLearned : 0;
        foreach (var label in answer.Labels)
        {
            if (label < least || label >= expected.Classes)
                throw new ArgumentException($"Sample {index} has label {label} for output '{expected.Output}'; labels are {least} to {expected.Classes - 1}.");
        }
    }

    private SampleAnswer? AnswerFor(AnswerShape shape)
    {
        foreach (var answer in Answers)
        {
            if (answer.Output == shape.Output) return answer;
        }

        return null;
    }
}
