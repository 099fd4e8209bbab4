using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary><c>-- compare</c>: is a student that a teacher taught better than the same one alone?</summary>
/// <param name="sample">What is learned.</param>
/// <param name="folder">Where the networks are kept; what is there already is not trained again.</param>
/// <param name="plan">How networks are trained.</param>
/// <param name="ranks">Processes that share the trainings out, or null.</param>
internal sealed class CompareCommand(ISample sample, string folder, ComparePlan plan, Communicator? ranks)
{
    private const int Seeds = 3;

    /// <summary>
    /// Trains the teachers, and for three seeds a student with it and one without, and prints how good the deployed ones are. With blends, the student learns the teacher's answers to them, and the one without is trained twice, on single
    /// samples and on blends, so that it has the better of both.
    /// </summary>
    /// <param name="samples">What is learned, and the name of each, which is empty where there is one.</param>
    /// <param name="folder">Where the networks are kept, so that an interrupted comparison goes on; null for a folder that is deleted.</param>
    /// <param name="plan">How networks are trained.</param>
    /// <param name="ranks">Processes that share the trainings out, or null; they must see the same folder.</param>
    /// <exception cref="InvalidOperationException">There are several processes and no folder, or the samples cannot be blended.</exception>
    public static int Run(IEnumerable<(string Name, ISample Sample)> samples, string? folder, ComparePlan plan, Communicator? ranks)
    {
        if (folder is not null) return RunAll(samples, folder, plan, ranks);
        if (ranks is not null) throw new InvalidOperationException("Several processes need a folder that all of them see: --keep <folder>.");
        var passing = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            return RunAll(samples, passing.FullName, plan, ranks: null);
        }
        finally
        {
            passing.Delete(recursive: true);
        }
    }

    private static int RunAll(IEnumerable<(string Name, ISample Sample)> samples, string folder, ComparePlan plan, Communicator? ranks)
    {
        var comparisons = new List<Comparison>();
        foreach (var (name, sample) in samples)
        {
            if (plan.IsBlended && !sample.CanBlend) throw new InvalidOperationException("This sample's data cannot be blended: leave --blended out.");
            var place = Path.Combine(folder, name);
            Directory.CreateDirectory(place);
            if (new CompareCommand(sample, place, plan, ranks).Run() is not { } result) continue;
            comparisons.Add(result);
            result.Print();
        }

        if (comparisons.Count > 1) Comparison.PrintAll(comparisons);
        return 0;
    }

    /// <summary>What came out; null on processes that only train.</summary>
    private Comparison? Run()
    {
        Share(plan.Teachers, number => Train(new SampleRun(PathOfTeacher(number), plan.Epochs, (ulong)number), sample.TrainTeacher));
        var teacher = LoadTeacher();
        TrainStudents(teacher);
        return ranks is { IsFirst: false } ? null : Judge(teacher);
    }

    private void TrainStudents(IModel teacher)
    {
        var kinds = plan.IsBlended ? 3 : 2;
        Share(kinds * Seeds, trial =>
        {
            var seed = (ulong)((trial - 1) / kinds) + 1;
            switch ((trial - 1) % kinds)
            {
                case 0:
                    Train(new SampleRun(PathOf(Taught + seed), plan.Epochs, seed) { IsBlended = plan.IsBlended }, run => sample.Distil(run, teacher));
                    break;
                case 1:
                    Train(new SampleRun(PathOf($"alone{seed}"), plan.Epochs, seed), sample.TrainAlone);
                    break;
                default:
                    Train(new SampleRun(PathOf($"alone-blended{seed}"), plan.Epochs, seed) { IsBlended = true }, sample.TrainAlone);
                    break;
            }
        });
    }

    /// <summary>Trials 1 to <paramref name="count"/> are independent: rank r runs number r + 1, r + 1 + Size, ... All are done when it returns.</summary>
    private void Share(int count, Action<int> run)
    {
        for (var trial = ranks?.Rank ?? 0; trial < count; trial += ranks?.Size ?? 1) run(trial + 1);
        ranks?.Barrier();
    }

    /// <summary>The teacher; several answer together, with the mean of their logits.</summary>
    private IModel LoadTeacher()
    {
        IModel[] teachers = [.. Enumerable.Range(1, plan.Teachers).Select(number => sample.LoadTeacher(PathOfTeacher(number)).Model)];
        return teachers is [var only] ? only : new TeacherEnsemble(teachers);
    }

    private string Taught => (plan.IsBlended ? "distilled-blended" : "distilled") + (plan.Teachers > 1 ? $"-by-{plan.Teachers}-" : "");

    private Comparison Judge(IModel teacher)
    {
        var teachers = plan.Teachers > 1 ? $"{plan.Teachers} teachers, " : "";
        var title = $"{sample.Source}, {teachers}{plan.Epochs} epochs{(plan.IsBlended ? ", blends" : "")}, {sample.Measure}";
        var columns = new List<(string Name, double[] Seeds)>
        {
            ("distilled", Students(Taught)),
            ("alone", Students("alone")),
        };
        if (plan.IsBlended) columns.Add(("alone, blended", Students("alone-blended")));
        return new Comparison(title, sample.Judge(teacher), columns);
    }

    private double[] Students(string name) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => sample.Judge(sample.LoadStudent(PathOf($"{name}{seed}")).Deployed.Model))];

    private string PathOfTeacher(int number) => PathOf(number == 1 ? "teacher" : $"teacher{number}");

    private string PathOf(string name) => Path.Combine(folder, $"{name}-{plan.Epochs}-epochs.safetensors");

    private static void Train(SampleRun run, Action<SampleRun> train)
    {
        if (!File.Exists(run.Path)) train(run);
    }
}
