using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary><c>-- compare</c>: is a student that a teacher taught better than the same one alone?</summary>
/// <param name="sample">What is learned.</param>
/// <param name="folder">Where the networks are kept; what is there already is not trained again.</param>
/// <param name="epochs">Passes over the data.</param>
/// <param name="blended">Whether students learn from samples blended in pairs.</param>
/// <param name="ranks">Processes that share the trainings out, or null.</param>
internal sealed class CompareCommand(ISample sample, string folder, int epochs, bool blended, Communicator? ranks)
{
    private const int Seeds = 3;

    /// <summary>
    /// Trains one teacher, and for three seeds a student with it and one without, and prints how good the deployed ones are, and the first
    /// before it was compressed. With blends, the student learns the teacher's answers to them, and the one without is trained twice, on single
    /// samples and on blends, so that it has the better of both.
    /// </summary>
    /// <param name="samples">What is learned, and the name of each, which is empty where there is one.</param>
    /// <param name="folder">Where the networks are kept, so that an interrupted comparison goes on; null for a folder that is deleted.</param>
    /// <param name="epochs">Passes over the data.</param>
    /// <param name="blended">Whether students learn from samples blended in pairs.</param>
    /// <param name="ranks">Processes that share the trainings out, or null; they must see the same folder.</param>
    /// <exception cref="InvalidOperationException">There are several processes and no folder, or the samples cannot be blended.</exception>
    public static int Run(IEnumerable<(string Name, ISample Sample)> samples, string? folder, int epochs, bool blended, Communicator? ranks)
    {
        if (folder is not null) return RunAll(samples, folder, epochs, blended, ranks);
        if (ranks is not null) throw new InvalidOperationException("Several processes need a folder that all of them see: --keep <folder>.");
        var passing = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            return RunAll(samples, passing.FullName, epochs, blended, ranks: null);
        }
        finally
        {
            passing.Delete(recursive: true);
        }
    }

    private static int RunAll(IEnumerable<(string Name, ISample Sample)> samples, string folder, int epochs, bool blended, Communicator? ranks)
    {
        var comparisons = new List<Comparison>();
        foreach (var (name, sample) in samples)
        {
            if (blended && !sample.CanBlend) throw new InvalidOperationException("This sample's data cannot be blended: leave --blended out.");
            var place = Path.Combine(folder, name);
            Directory.CreateDirectory(place);
            if (new CompareCommand(sample, place, epochs, blended, ranks).Run() is not { } result) continue;
            comparisons.Add(result);
            result.Print();
        }

        if (comparisons.Count > 1) Comparison.PrintAll(comparisons);
        return 0;
    }

    /// <summary>What came out; null on processes that only train.</summary>
    private Comparison? Run()
    {
        var teacher = PathOf("teacher");
        if (ranks is null or { IsFirst: true }) Train(new SampleRun(teacher, epochs, Seed: 1), sample.TrainTeacher);
        ranks?.Barrier();
        TrainStudents(teacher);
        ranks?.Barrier();
        return ranks is { IsFirst: false } ? null : Judge(teacher);
    }

    /// <summary>Trials are independent: rank r trains number r, r + Size, ...</summary>
    private void TrainStudents(string teacher)
    {
        var trials = blended ? 3 : 2;
        for (var trial = ranks?.Rank ?? 0; trial < trials * Seeds; trial += ranks?.Size ?? 1)
        {
            var seed = (ulong)(trial / trials) + 1;
            if (trial % trials == 0)
                Train(new SampleRun(PathOf(Taught + seed), epochs, seed) { IsBlended = blended }, run => sample.Distil(run, teacher));
            else if (trial % trials == 1)
                Train(new SampleRun(PathOf($"alone{seed}"), epochs, seed), sample.TrainAlone);
            else
                Train(new SampleRun(PathOf($"alone-blended{seed}"), epochs, seed) { IsBlended = true }, sample.TrainAlone);
        }
    }

    private string Taught => blended ? "distilled-blended" : "distilled";

    private Comparison Judge(string teacher)
    {
        var title = $"{sample.Source}, {epochs} epochs{(blended ? ", blends" : "")}, {sample.Measure}";
        var taught = Enumerable.Range(1, Seeds).Select(seed => sample.LoadStudent(PathOf($"{Taught}{seed}"))).ToList();
        var columns = new List<(string Name, double[] Seeds)>
        {
            ("distilled", [.. taught.Select(t => sample.Judge(t.Deployed.Model))]),
            ("alone", Alone("alone")),
        };
        if (blended) columns.Add(("alone, blended", Alone("alone-blended")));
        columns.Add(("distilled, float", [.. taught.Select(t => sample.Judge(t.Float.Model))]));
        return new Comparison(title, sample.Judge(sample.LoadTeacher(teacher).Model), columns);
    }

    private double[] Alone(string name) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => sample.Judge(sample.LoadStudent(PathOf($"{name}{seed}")).Deployed.Model))];

    private string PathOf(string name) => Path.Combine(folder, $"{name}-{epochs}-epochs.safetensors");

    private static void Train(SampleRun run, Action<SampleRun> train)
    {
        if (!File.Exists(run.Path)) train(run);
    }
}
