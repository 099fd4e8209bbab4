namespace CompressDsl.Samples;

/// <summary><c>-- train</c>: teacher, then student.</summary>
internal static class TrainCommand
{
    /// <summary>Writes both checkpoints and judges them. A run that was interrupted goes on where it was.</summary>
    public static int Run(ISample sample, SampleFolder folder, int epochs)
    {
        Console.WriteLine(sample.Source);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Teacher)!);
        sample.TrainTeacher(new SampleRun(folder.Teacher, epochs, Seed: 1));
        sample.Distil(new SampleRun(folder.Student, epochs, Seed: 1), folder.Teacher);
        return EvaluateCommand.Run(sample, folder);
    }
}
