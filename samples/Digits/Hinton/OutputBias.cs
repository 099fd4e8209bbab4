using CompressDsl;
using CompressDsl.Training;

namespace Digits.Hinton;

/// <summary>
/// What is to be added to the logit of a class, to which a student gives too little because it has never seen it. It is chosen on the training
/// digits; Hinton et al. chose it on the test set.
/// </summary>
internal static class OutputBias
{
    /// <summary>The number with the fewest errors: the middle of the best stretch.</summary>
    /// <param name="model">The student.</param>
    /// <param name="samples">Digits with their classes.</param>
    /// <param name="digit">The class.</param>
    public static float Choose(IModel model, IDataset samples, int digit)
    {
        var (logits, labels) = (Logits(model, samples), HintonNetworks.Labels(samples));
        var steps = Enumerable.Range(-100, 301).Select(s => s / 10f).ToArray();
        var errors = steps.Select(s => Errors(logits, labels, digit, s)).ToArray();
        var best = steps.Where((_, i) => errors[i] == errors.Min()).ToArray();
        return best[best.Length / 2];
    }

    /// <summary>Errors among all samples, and among those of the class, with something added to its logit.</summary>
    public static (int All, int OfClass) Errors(IModel model, IDataset samples, int digit, float added)
    {
        var (logits, labels) = (Logits(model, samples), HintonNetworks.Labels(samples));
        var own = Enumerable.Range(0, labels.Length).Where(i => labels[i] == digit).ToArray();
        return (Errors(logits, labels, digit, added), Errors([.. own.Select(i => logits[i])], [.. own.Select(i => labels[i])], digit, added));
    }

    private static int Errors(float[][] logits, int[] labels, int digit, float added)
    {
        var wrong = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var (answer, best) = (0, float.NegativeInfinity);
            for (var c = 0; c < logits[i].Length; c++)
            {
                var logit = logits[i][c] + (c == digit ? added : 0);
                if (logit > best) (answer, best) = (c, logit);
            }

            wrong += answer == labels[i] ? 0 : 1;
        }

        return wrong;
    }

    private static float[][] Logits(IModel model, IDataset samples)
    {
        var logits = new float[samples.Count][];
        Parallel.For(0, logits.Length, () => new Batch(samples.Shape, 1), (i, _, batch) =>
        {
            batch.Clear();
            samples.Append(i, batch);
            model.Infer(batch.InputOf(0), logits[i] = new float[model.Signature.OutputLength]);
            return batch;
        }, _ => { });
        return logits;
    }
}
