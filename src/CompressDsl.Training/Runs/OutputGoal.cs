namespace CompressDsl.Training;

/// <summary>What one output of a network is to learn.</summary>
/// <param name="Output">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Answer">Number of the data set's answer for it; -1 for none.</param>
/// <param name="Weight">Factor on its loss.</param>
/// <param name="Target">What it takes from a teacher.</param>
internal sealed record OutputGoal(int Output, string Name, int Answer, float Weight, DistillationTarget Target)
{
    /// <summary>The goals of all outputs.</summary>
    /// <exception cref="ArgumentException">The options name an output that the network does not have.</exception>
    public static OutputGoal[] Of(ModelSignature signature, SampleShape shape, TrainingOptions options)
    {
        foreach (var named in options.Outputs)
        {
            if (signature.Outputs.All(o => o.Name != named.Output))
                throw new ArgumentException($"{signature.Model} has no output '{named.Output}', which the options name; it has {SampleShape.Names(signature)}.");
        }

        return [.. signature.Outputs.Select((port, number) => Of(port, number, shape.AnswerOf(signature, number), shape, options))];
    }

    private static OutputGoal Of(Port port, int number, int answer, SampleShape shape, TrainingOptions options)
    {
        var own = options.Outputs.FirstOrDefault(o => o.Output == port.Name);
        var ofAll = (options as DistillationOptions)?.Target ?? DistillationTarget.SoftTargets;
        var hasTargets = answer >= 0 && shape.AllAnswers[answer].Targets > 0;
        return new OutputGoal(number, port.Name, answer, own?.Weight ?? 1, own?.Target ?? (hasTargets ? DistillationTarget.Outputs : ofAll));
    }
}
