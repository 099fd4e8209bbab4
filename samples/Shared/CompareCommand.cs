using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary><c>-- compare</c>: is a student that a teacher taught better than the same one alone?</summary>
internal sealed class CompareCommand
{
    private const int Seeds = 3;

    private readonly ISample sample;
    private readonly NetworkFolder networks;
    private readonly ComparePlan plan;
    private readonly Lazy<IModel> teacher;

    private CompareCommand(ISample sample, NetworkFolder networks, ComparePlan plan)
    {
        (this.sample, this.networks, this.plan) = (sample, networks, plan);
        teacher = new(LoadTeacher);
    }

    /// <summary>
    /// Trains the teachers, and for three seeds a student with it and one without, and prints how good the deployed ones are. With blends, the
    /// student learns the teacher's answers to them, and the one without is trained twice, on single samples and on blends, so that it has the
    /// better of both.
    /// </summary>
    /// <param name="samples">What is learned, and the name of each, which is empty where there is one.</param>
    /// <param name="plan">How networks are trained.</param>
    /// <exception cref="InvalidOperationException">
    /// There are several processes and no folder, the samples cannot be blended, or a kept network was trained with other settings.
    /// </exception>
    public static int Run(IEnumerable<(string Name, ISample Sample)> samples, ComparePlan plan)
    {
        if (plan.Folder is not null) return RunAll(samples, plan.Folder, plan);
        if (plan.Ranks is not null) throw new InvalidOperationException("Several processes need a folder that all of them see: --keep <folder>.");
        var passing = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            return RunAll(samples, passing.FullName, plan);
        }
        finally
        {
            passing.Delete(recursive: true);
        }
    }

    private static int RunAll(IEnumerable<(string Name, ISample Sample)> samples, string folder, ComparePlan plan)
    {
        var comparisons = new List<Comparison>();
        foreach (var (name, sample) in samples)
        {
            if (plan.IsBlended && !sample.CanBlend) throw new InvalidOperationException("This sample's data cannot be blended: leave --blended out.");
            var networks = new NetworkFolder(Path.Combine(folder, name), plan.Adopts, plan.Ranks);
            var comparison = new CompareCommand(sample, networks, plan);
            networks.Spread(comparison.Trials());
            if (!networks.IsFirst) continue;
            comparisons.Add(comparison.Judge());
            comparisons[^1].Print();
        }

        if (comparisons.Count > 1) Comparison.PrintAll(comparisons);
        return 0;
    }

    private IEnumerable<Action> Trials()
    {
        foreach (var number in Enumerable.Range(1, plan.Teachers)) yield return () => Teacher(number);
        foreach (var seed in Enumerable.Range(1, Seeds))
        {
            yield return () => Alone(seed, isBlended: false);
            if (plan.IsBlended) yield return () => Alone(seed, isBlended: true);
            yield return () => Taught(seed);
        }
    }

    private string Teacher(int number)
    {
        var run = RunOf(number == 1 ? "teacher" : $"teacher{number}", number);
        sample.TrainTeacher(run);
        return run.Path;
    }

    private string Taught(int seed)
    {
        var name = (plan.IsBlended ? "distilled-blended" : "distilled") + (plan.Teachers > 1 ? $"-by-{plan.Teachers}-" : "");
        var run = RunOf(name + seed, seed) with { IsBlended = plan.IsBlended, Teachers = [.. Teachers()] };
        sample.Distil(run, teacher);
        return run.Path;
    }

    private string Alone(int seed, bool isBlended)
    {
        var run = RunOf((isBlended ? "alone-blended" : "alone") + seed, seed) with { IsBlended = isBlended };
        sample.TrainAlone(run);
        return run.Path;
    }

    private SampleRun RunOf(string name, int seed) =>
        new(networks.File($"{name}-{plan.Epochs}-epochs.safetensors"), plan.Epochs, (ulong)seed) { Folder = networks };

    private IEnumerable<string> Teachers() => Enumerable.Range(1, plan.Teachers).Select(Teacher);

    /// <summary>The teacher; several answer together, with the mean of their logits.</summary>
    private IModel LoadTeacher()
    {
        IModel[] teachers = [.. Teachers().Select(path => sample.LoadTeacher(path).Model)];
        return teachers is [var only] ? only : new TeacherEnsemble(teachers);
    }

    private Comparison Judge()
    {
        var teachers = plan.Teachers > 1 ? $"{plan.Teachers} teachers, " : "";
        var title = $"{sample.Source}, {teachers}{plan.Epochs} epochs{(plan.IsBlended ? ", blends" : "")}, {sample.Measure}";
        var columns = new List<(string Name, double[] Seeds)>
        {
            ("distilled", Students(Taught)),
            ("alone", Students(seed => Alone(seed, isBlended: false))),
        };
        if (plan.IsBlended) columns.Add(("alone, blended", Students(seed => Alone(seed, isBlended: true))));
        return new Comparison(title, sample.Judge(teacher.Value), columns);
    }

    private double[] Students(Func<int, string> network) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => sample.Judge(sample.LoadStudent(network(seed)).Deployed.Model))];
}
