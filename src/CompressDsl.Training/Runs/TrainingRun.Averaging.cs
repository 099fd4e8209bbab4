namespace CompressDsl.Training;

/// <content>The moving average of the weights: what is judged, kept and written, while the run itself goes on from its last step.</content>
public sealed unsafe partial class TrainingRun
{
    private readonly WeightAverage? average;

    private void BeginQuantization()
    {
        var wereFrozen = Parameters.AreNormsFrozen;
        Parameters.BeginQuantization(update.State);
        if (!wereFrozen) average?.Restart();
    }

    /// <summary>Averages take the parameters' place while the network is judged.</summary>
    private void JudgeEpoch(IDataset? validation)
    {
        average?.Swap();
        if (validation is not null)
        {
            Parameters.Refresh(Runner);
            lastValidation = NetworkEvaluator.Evaluate(network, Parameters, validation, Runner, options);
        }

        Judge();
        average?.Swap();
    }

    private void SaveAverage(TrainingState state)
    {
        if (average is null) return;
        (state.Floats["average"], state.Numbers["averageSteps"]) = (average.Values, average.Steps);
    }

    private void RestoreAverage(TrainingState state)
    {
        if (average is null) return;
        average.Take(state.FloatsOf("average", average.Values.Length), (long)state.Numbers["averageSteps"]);
    }
}
