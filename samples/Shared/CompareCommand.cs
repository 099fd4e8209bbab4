namespace CompressDsl.Samples;

/// <summary><c>-- compare</c>: is a student that a teacher taught better than the same one alone?</summary>
/// <param name="sample">What is learned.</param>
/// <param name="folder">Where the networks are kept; what is there already is not trained again.</param>
/// <param name="epochs">Passes over the data.</param>
internal sealed class CompareCommand(ISample sample, string folder, int epochs)
{
    private const int Seeds = 3;

    /// <summary>
    /// Trains one teacher, and for three seeds a student with it and one without, and prints how good the deployed ones are, and the first
    /// before it was compressed.
    /// </summary>
    /// <param name="sample">What is learned.</param>
    /// <param name="folder">Where the networks are kept, so that an interrupted comparison goes on; null for a folder that is deleted.</param>
    /// <param name="epochs">Passes over the data.</param>
    public static int Run(ISample sample, string? folder, int epochs)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            return new CompareCommand(sample, folder, epochs).Run();
        }

        var passing = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            return new CompareCommand(sample, passing.FullName, epochs).Run();
        }
        finally
        {
            passing.Delete(recursive: true);
        }
    }

    private int Run()
    {
        var teacher = Trained("teacher", seed: 1, sample.TrainTeacher);
        Console.WriteLine($"{sample.Source}, {epochs} epochs, {sample.Measure}: teacher {sample.Judge(sample.LoadTeacher(teacher).Model):P2}");
        var rows = new List<(double Distilled, double Alone, double Float)>();
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var (uncompressed, distilled) = sample.LoadStudent(Trained($"distilled{seed}", seed, run => sample.Distil(run, teacher)));
            var (_, alone) = sample.LoadStudent(Trained($"alone{seed}", seed, sample.TrainAlone));
            rows.Add((sample.Judge(distilled.Model), sample.Judge(alone.Model), sample.Judge(uncompressed.Model)));
        }

        Console.WriteLine("seed\tdistilled\talone\tdistilled, float");
        for (var i = 0; i < rows.Count; i++) Print($"{i + 1}", rows[i]);
        Print("mean", (rows.Average(r => r.Distilled), rows.Average(r => r.Alone), rows.Average(r => r.Float)));
        return 0;
    }

    private static void Print(string name, (double Distilled, double Alone, double Float) row) =>
        Console.WriteLine($"{name}\t{row.Distilled:P2}\t{row.Alone:P2}\t{row.Float:P2}");

    private string Trained(string name, ulong seed, Action<SampleRun> train)
    {
        var path = Path.Combine(folder, $"{name}-{epochs}-epochs.safetensors");
        if (!File.Exists(path)) train(new SampleRun(path, epochs, seed));
        return path;
    }
}
