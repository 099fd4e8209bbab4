namespace CompressDsl.Samples;

/// <summary><c>-- compare</c>: is a student that a teacher taught better than the same one alone?</summary>
internal static class CompareCommand
{
    private const int Seeds = 3;

    /// <summary>Trains one teacher, and for three seeds a student with it and one without, and prints how good the deployed ones are.</summary>
    public static int Run(ISample sample, int epochs)
    {
        var folder = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, $"{name}.safetensors");
            sample.TrainTeacher(new SampleRun(At("teacher"), epochs, Seed: 1));
            var rows = new List<(double Distilled, double Alone)>();
            for (ulong seed = 1; seed <= Seeds; seed++)
            {
                sample.Distil(new SampleRun(At($"distilled{seed}"), epochs, seed), At("teacher"));
                sample.TrainAlone(new SampleRun(At($"alone{seed}"), epochs, seed));
                rows.Add((Judge(At($"distilled{seed}")), Judge(At($"alone{seed}"))));
            }

            Console.WriteLine($"{sample.Source}, {epochs} epochs, {sample.Measure}: teacher {sample.Judge(sample.LoadTeacher(At("teacher")).Model):P2}");
            Console.WriteLine("seed\tdistilled\talone");
            for (var i = 0; i < rows.Count; i++) Console.WriteLine($"{i + 1}\t{rows[i].Distilled:P2}\t{rows[i].Alone:P2}");
            Console.WriteLine($"mean\t{rows.Average(r => r.Distilled):P2}\t{rows.Average(r => r.Alone):P2}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        double Judge(string path) => sample.Judge(sample.LoadStudent(path).Deployed.Model);
    }
}
