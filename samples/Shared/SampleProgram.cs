using System.CommandLine;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>The command line of a sample: <c>train</c>, <c>evaluate</c>, <c>analyze</c> and <c>compare</c>.</summary>
/// <param name="about">What the sample is.</param>
/// <param name="folder">Its folder.</param>
/// <param name="epochs">Passes over the training data unless the user says otherwise.</param>
internal sealed class SampleProgram(string about, SampleFolder folder, int epochs)
{
    private readonly Option<string> weights = new("--weights")
    {
        Description = "Folder of the checkpoints that train writes and evaluate reads.",
        DefaultValueFactory = _ => folder.Sources,
    };

    private readonly Option<string?> kept = new("--keep")
    {
        Description = "Folder for the networks that compare trains; those that are there already are not trained again.",
    };

    private readonly Option<bool> blended = new("--blended")
    {
        Description = "Students learn the teacher's answers to samples blended in pairs; those without a teacher are trained on single samples and on blends.",
    };

    private readonly Option<int> teachers = new("--teachers")
    {
        Description = "Teachers, trained from different seeds, that answer together.",
        DefaultValueFactory = _ => 1,
        Validators = { result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--teachers must be at least 1."); } },
    };

    private readonly Option<int> passes = new("--epochs") { Description = "Passes over the training data.", DefaultValueFactory = _ => epochs };

    private readonly Option<bool> dataParallel = new("--data-parallel")
    {
        Description = "Started by mpirun: every process computes its part of every batch.",
    };

    private readonly Option<bool> spread = Launch.Spread();

    private readonly Option<bool> adopt = Launch.Adopt();

    private readonly Option<string> output = new("--output") { Description = "The page to write.", DefaultValueFactory = _ => "report.html" };

    /// <summary>Where the data comes from.</summary>
    public required Option[] Data { get; init; }

    /// <summary>Reads or makes the data.</summary>
    public required Func<ParseResult, ISample> Open { get; init; }

    /// <summary>For <c>compare</c>: all ways to divide the data that the arguments ask for, by name; null where there is one.</summary>
    public Func<ParseResult, IEnumerable<(string Name, ISample Sample)>?> OpenAll { get; init; } = _ => null;

    /// <summary>Commands of this sample alone.</summary>
    public IReadOnlyList<Command> More { get; init; } = [];

    /// <summary>Runs a command; without one, <c>evaluate</c>.</summary>
    public int Run(string[] args)
    {
        var root = new RootCommand(about)
        {
            Of("train", "Trains the teacher, distils the student and writes both checkpoints, which the next build compiles in.", [weights, passes, dataParallel],
                (sample, a) => Launch.Together(a.GetValue(dataParallel), ranks => TrainCommand.Run(sample, At(a), a.GetValue(passes), ranks))),
            Of("evaluate", "Prints how good teacher and student are, their bytes and microseconds.", [weights], (sample, a) => EvaluateCommand.Run(sample, At(a))),
            Of("compare", "Trains students with a teacher and without, three of each kind.", [passes, kept, adopt, teachers, blended, spread],
                a => Launch.Together(a.GetValue(spread), ranks =>
                    CompareCommand.Run(OpenEach(a), new ComparePlan(a.GetValue(passes), a.GetValue(teachers), a.GetValue(blended))
                    {
                        Folder = a.GetValue(kept), Adopts = a.GetValue(adopt), Ranks = ranks,
                    }))),
            Of("analyze", "Writes a page that shows what compression costs the student, layer by layer.", [weights, output],
                (sample, a) => AnalyzeCommand.Run(p => sample.Analyze(At(a).Student, p), a.GetValue(output)!)),
        };
        foreach (var command in More) root.Add(command);
        return root.Parse(args.Length == 0 ? ["evaluate"] : args).Invoke();
    }

    private SampleFolder At(ParseResult arguments) => folder with { Weights = arguments.GetValue(weights)! };

    private IEnumerable<(string Name, ISample Sample)> OpenEach(ParseResult arguments) => OpenAll(arguments) ?? [("", Open(arguments))];

    private Command Of(string name, string description, Option[] options, Func<ISample, ParseResult, int> action) =>
        Of(name, description, options, arguments => action(Open(arguments), arguments));

    private Command Of(string name, string description, Option[] options, Func<ParseResult, int> action)
    {
        var command = new Command(name, description);
        foreach (var option in Data.Concat(options)) command.Add(option);
        command.SetAction(arguments => Launch.Try(() => action(arguments)));
        return command;
    }
}
