using System.CommandLine;
using System.Diagnostics;
using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace Digits.Hinton;

/// <summary><c>-- hinton</c>: the digits of "Distilling the Knowledge in a Neural Network" (Hinton, Vinyals and Dean 2015), section 3.</summary>
/// <param name="data">The digits.</param>
/// <param name="folder">Where networks are kept and tables are written.</param>
/// <param name="seeds">Trainings of each network.</param>
internal sealed class HintonCommand(DigitData data, NetworkFolder folder, int seeds)
{
    private const int LeftOut = 3;
    private static readonly float[] Temperatures = [1, 2, 4, 8, 20];
    private readonly HintonNetworks networks = new(data, folder);

    /// <summary>The command.</summary>
    /// <param name="mnist">Where the digits are from.</param>
    public static Command Create(Option<string?> mnist)
    {
        var keep = new Option<string>("--keep")
        {
            Description = "Folder of the networks; those that are there are not trained again, and an interrupted training goes on.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "hinton"),
        };
        var seeds = new Option<int>("--seeds") { Description = "Trainings of each network.", DefaultValueFactory = _ => 3 };
        var (adopt, spread) = (Launch.Adopt(), Launch.Spread());
        var command = new Command("hinton", "The tables of Hinton et al. 2015 on digits: soft targets, a class that is never shown, narrow students.")
        {
            mnist, keep, seeds, adopt, spread,
        };
        command.SetAction(a => Launch.Try(() => Launch.Together(a.GetValue(spread), ranks =>
            new HintonCommand(DigitData.Load(a.GetValue(mnist)), new NetworkFolder(a.GetValue(keep)!, a.GetValue(adopt), ranks), a.GetValue(seeds)).Run())));
        return command;
    }

    private int Run()
    {
        var clock = Stopwatch.StartNew();
        folder.Spread(Seeds.SelectMany(Trials));
        if (!folder.IsFirst) return 0;
        Console.WriteLine($"{data.Source}; errors among {data.Test.Count:N0}, mean of {seeds} seeds (smallest to largest).");
        WriteSoftTargets();
        WriteLeftOut();
        WriteNarrow();
        Console.WriteLine($"{clock.Elapsed.TotalMinutes:f1} minutes");
        return 0;
    }

    /// <summary>All networks of a seed, those without a teacher while it is trained, and the dearest first.</summary>
    private IEnumerable<Action> Trials(int seed) =>
    [
        () => networks.Teacher(seed),
        () => networks.Alone(seed),
        () => networks.Narrow(seed, null),
        () => networks.DistilledBent(seed),
        () => networks.Distilled(seed),
        () => networks.Distilled(seed, LeftOut),
        .. Temperatures.Select(t => (Action)(() => networks.Narrow(seed, t))),
    ];

    private void WriteSoftTargets()
    {
        var table = new TextTable("network", "errors", "Hinton et al.");
        table.Add("784-1200-1200-10, dropout, digits bent and moved by up to 2 pixels", Mean(s => Errors(DigitTeacher.Load(networks.Teacher(s)))), "67");
        table.Add("784-800-800-10, labels", Mean(s => Errors(WideStudent.Load(networks.Alone(s)))), "146");
        table.Add("784-800-800-10, soft targets at temperature 20", Mean(s => Errors(WideStudent.Load(networks.Distilled(s)))), "74");
        table.Add("the same, on digits bent and moved", Mean(s => Errors(WideStudent.Load(networks.DistilledBent(s)))), "");
        table.Write(folder.File("soft-targets.csv"));
    }

    private void WriteLeftOut()
    {
        var students = Seeds.Select(s => (IModel)WideStudent.Load(networks.Distilled(s, LeftOut))).ToArray();
        var added = students.Select(s => OutputBias.Choose(s, data.Train, LeftOut)).ToArray();
        var table = new TextTable($"student that never saw a {LeftOut}", "errors", $"of them {LeftOut}s", "Hinton et al.");
        Add("as it is", _ => 0, "206, of them 133");
        Add("bias of its output raised", s => added[s - 1], "109, of them 14");
        table.Write(folder.File("left-out.csv"));
        Console.WriteLine($"added to the logit of {LeftOut}: {string.Join(", ", added.Select(a => $"{a:f1}"))}");

        void Add(string name, Func<int, float> bias, string paper) => table.Add(
            name,
            Mean(s => OutputBias.Errors(students[s - 1], data.Test, LeftOut, bias(s)).All),
            Mean(s => OutputBias.Errors(students[s - 1], data.Test, LeftOut, bias(s)).OfClass),
            paper);
    }

    private void WriteNarrow()
    {
        var table = new TextTable("784-30-30-10", "errors");
        table.Add("labels", Mean(s => Errors(NarrowStudent.Load(networks.Narrow(s, null)))));
        foreach (var t in Temperatures) table.Add($"temperature {t}", Mean(s => Errors(NarrowStudent.Load(networks.Narrow(s, t)))));
        table.Write(folder.File("narrow.csv"));
    }

    private IEnumerable<int> Seeds => Enumerable.Range(1, seeds);

    private string Mean(Func<int, int> errors)
    {
        var all = Seeds.Select(errors).ToArray();
        return all.Length == 1 ? $"{all[0]}" : $"{all.Average():f1} ({all.Min()} to {all.Max()})";
    }

    private int Errors(IModel model) => (int)Math.Round((1 - Evaluator.Accuracy(model, data.Test, threads: 0)) * data.Test.Count);
}
