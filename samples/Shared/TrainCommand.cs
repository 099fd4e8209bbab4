using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary><c>-- train</c>: teacher, then student.</summary>
internal static class TrainCommand
{
    /// <summary>Writes both checkpoints and judges them. A run that was interrupted goes on where it was.</summary>
    /// <param name="sample">What is learned.</param>
    /// <param name="folder">Where the checkpoints lie; one that all ranks see.</param>
    /// <param name="epochs">Passes over the data.</param>
    /// <param name="ranks">The processes that train together, or null.</param>
    public static int Run(ISample sample, SampleFolder folder, int epochs, Communicator? ranks)
    {
        var isFirst = ranks is null or { IsFirst: true };
        if (isFirst) Console.WriteLine(ranks is null ? sample.Source : $"{sample.Source}; {ranks.Size} ranks");
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Teacher)!);
        sample.TrainTeacher(new SampleRun(folder.Teacher, epochs, Seed: 1) { Ranks = ranks });
        sample.Distil(new SampleRun(folder.Student, epochs, Seed: 1) { Ranks = ranks }, new(() => sample.LoadTeacher(folder.Teacher).Model));
        return isFirst ? EvaluateCommand.Run(sample, folder) : 0;
    }
}
