using System.Globalization;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks.Steps;

/// <summary>
/// <c>-- steps MNIST-FOLDER [epochs] [seeds]</c>: LeNet-300-100 with few bits, trained from the same start with measured and with learned steps of the grids.
/// </summary>
internal static class StepsCommand
{
    private const int Epochs = 10;
    private const int Seeds = 3;

    /// <summary>Prints a line per network and kind of steps: errors on the test set, in percent.</summary>
    /// <param name="arguments">What stands behind the command.</param>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
        {
            Console.Error.WriteLine("-- steps MNIST-FOLDER [epochs] [seeds]");
            return 2;
        }

        var (train, test) = (ImageDataset.LoadMnist(arguments[0]), ImageDataset.LoadMnist(arguments[0], "t10k"));
        var (epochs, seeds) = (Number(arguments, 1, Epochs), Number(arguments, 2, Seeds));
        Console.WriteLine("network\tsteps\tmean error, %\tby seed");
        foreach (var (name, create) in new (string, Func<TrainingNetwork>)[]
        {
            ("float", TrainedLenet300.CreateTrainingNetwork), ("weights 2, activations 8 bits", Lenet300Bits2.CreateTrainingNetwork), ("weights 3, activations 4 bits", Lenet300Bits3.CreateTrainingNetwork),
        })
        {
            foreach (var steps in Enum.GetValues<StepSize>().Where(s => name != "float" || s == StepSize.Measured))
            {
                var options = new TrainingOptions { Epochs = epochs, QuantizeStart = 0.3, StepSize = steps, Schedule = LearningRateSchedule.Cosine(1e-3) };
                var errors = Enumerable.Range(1, seeds).Select(s => Error(create(), train, test, options with { Seed = (ulong)s })).ToArray();
                Console.WriteLine(FormattableString.Invariant($"{name}\t{steps}\t{errors.Average():0.00}\t{string.Join(' ', errors.Select(e => e.ToString("0.00", CultureInfo.InvariantCulture)))}"));
            }
        }

        return 0;
    }

    private static double Error(TrainingNetwork network, IDataset train, IDataset test, TrainingOptions options)
    {
        using var run = new TrainingRun(network, train, options, null);
        ShardLoss loss = static answers => answers.HardLoss(0);
        while (run.BeginEpoch())
        {
            while (run.NextBatch())
            {
                run.PrepareParameters();
                run.ForEachShard(loss);
                run.ReduceGradients();
                run.Update();
            }

            run.EndEpoch();
        }

        using var trained = new TrainedNetwork(network, run.Finish().Checkpoint);
        return 100 * (1 - trained.Evaluate(test).Confusion!.Accuracy);
    }

    private static int Number(IReadOnlyList<string> arguments, int at, int otherwise) =>
        arguments.Count > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;
}
