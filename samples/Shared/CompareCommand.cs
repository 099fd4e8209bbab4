using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary><c>-- compare</c>: is a student that a teacher taught better than the same one alone?</summary>
/// <param name="sample">What is learned.</param>
/// <param name="folder">Where the networks are kept; what is there already is not trained again.</param>
/// <param name="epochs">Passes over the data.</param>
/// <param name="ranks">Processes that share the trainings out, or null.</param>
internal sealed class CompareCommand(ISample sample, string folder, int epochs, Communicator? ranks)
{
    private const int Seeds = 3;

    /// <summary>
    /// Trains one teacher, and for three seeds a student with it and one without, and prints how good the deployed ones are, and the first
    /// before it was compressed.
    /// </summary>
    /// <param name="sample">What is learned.</param>
    /// <param name="folder">Where the networks are kept, so that an interrupted comparison goes on; null for a folder that is deleted.</param>
    /// <param name="epochs">Passes over the data.</param>
    /// <param name="ranks">Processes that share the trainings out, or null; they must see the same folder.</param>
    /// <exception cref="InvalidOperationException">There are several processes and no folder.</exception>
    public static int Run(ISample sample, string? folder, int epochs, Communicator? ranks)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            return new CompareCommand(sample, folder, epochs, ranks).Run();
        }

        if (ranks is not null) throw new InvalidOperationException("Several processes need a folder that all of them see: --keep <folder>.");

        var passing = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            return new CompareCommand(sample, passing.FullName, epochs, ranks: null).Run();
        }
        finally
        {
            passing.Delete(recursive: true);
        }
    }

    private int Run()
    {
        var teacher = PathOf("teacher");
        if (ranks is null or { IsFirst: true }) Train(new SampleRun(teacher, epochs, Seed: 1), sample.TrainTeacher);
        ranks?.Barrier();
        TrainStudents(teacher);
        ranks?.Barrier();
        return ranks is { IsFirst: false } ? 0 : Judge(teacher);
    }

    /// <summary>Trials are independent: rank r trains number r, r + Size, ...</summary>
    private void TrainStudents(string teacher)
    {
        for (var trial = ranks?.Rank ?? 0; trial < 2 * Seeds; trial += ranks?.Size ?? 1)
        {
            var seed = (ulong)(trial / 2) + 1;
            if (trial % 2 == 0) Train(new SampleRun(PathOf($"distilled{seed}"), epochs, seed), run => sample.Distil(run, teacher));
            else Train(new SampleRun(PathOf($"alone{seed}"), epochs, seed), sample.TrainAlone);
        }
    }

    private int Judge(string teacher)
    {
        Console.WriteLine($"{sample.Source}, {epochs} epochs, {sample.Measure}: teacher {sample.Judge(sample.LoadTeacher(teacher).Model):P2}");
        var rows = new List<(double Distilled, double Alone, double Float)>();
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var (uncompressed, distilled) = sample.LoadStudent(PathOf($"distilled{seed}"));
            var (_, alone) = sample.LoadStudent(PathOf($"alone{seed}"));
            rows.Add((sample.Judge(distilled.Model), sample.Judge(alone.Model), sample.Judge(uncompressed.Model)));
        }

        Console.WriteLine("seed\tdistilled\talone\tdistilled, float");
        for (var i = 0; i < rows.Count; i++) Print($"{i + 1}", rows[i]);
        Print("mean", (rows.Average(r => r.Distilled), rows.Average(r => r.Alone), rows.Average(r => r.Float)));
        return 0;
    }

    private static void Print(string name, (double Distilled, double Alone, double Float) row) =>
        Console.WriteLine($"{name}\t{row.Distilled:P2}\t{row.Alone:P2}\t{row.Float:P2}");

    private string PathOf(string name) => Path.Combine(folder, $"{name}-{epochs}-epochs.safetensors");

    private static void Train(SampleRun run, Action<SampleRun> train)
    {
        if (!File.Exists(run.Path)) train(run);
    }
}
