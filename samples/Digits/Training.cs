using CompressDsl;
using CompressDsl.Training;

namespace Digits;

/// <summary>Trains the teacher and distils, prunes and quantises the student.</summary>
internal static class Training
{
    private const int StudentEpochs = 30;
    private const int BatchSize = 128;

    /// <summary>Writes <c>DigitTeacher.safetensors</c> and <c>DigitStudent.safetensors</c> to <paramref name="folder"/>.</summary>
    public static int Run(DigitData data, string folder, int? epochs)
    {
        var split = Split.Shuffled(data.Train, seed: 1, train: 0.95, validation: 0.05);
        var studentEpochs = epochs ?? StudentEpochs;
        Console.WriteLine($"{data.Source}: {split.Train.Count:N0} to learn from, {split.Validation.Count:N0} to judge epochs by.");

        Console.WriteLine("Teacher 784-1200-1200-10, float:");
        var teacherPath = Path.Combine(folder, "DigitTeacher.safetensors");
        using (var progress = new ConsoleProgress("teacher"))
        {
            DigitTeacher.Train(split.Train, TeacherOptions(split.Validation, Math.Max(1, studentEpochs / 3), teacherPath), progress);
        }

        Console.WriteLine("Student 784-300-100-10, 8 bit, 80 % zeros in blocks, taught by the teacher:");
        var teacher = DigitTeacher.Load(teacherPath);
        using (var progress = new ConsoleProgress("student"))
        {
            var path = Path.Combine(folder, "DigitStudent.safetensors");
            DigitStudent.Distill(teacher, split.Train, StudentOptions(split.Validation, studentEpochs, path), progress);
        }

        return Evaluation.Run(data, folder);
    }

    private static TrainingOptions TeacherOptions(IDataset validation, int epochs, string path) => new()
    {
        Epochs = epochs, BatchSize = BatchSize, Optimizer = new Adam(), Schedule = LearningRateSchedule.Cosine(1e-3, warmUp: 0.05),
        Validation = validation, WorkingCheckpoint = Path.ChangeExtension(path, ".training"), Output = path,
    };

    private static DistillationOptions StudentOptions(IDataset validation, int epochs, string path) => new()
    {
        Epochs = epochs, BatchSize = BatchSize, Optimizer = new Adam(), Schedule = LearningRateSchedule.Cosine(2e-3, warmUp: 0.05),
        PruneBegin = 0.1, PruneEnd = 0.5, QuantizeStart = 0.6,
        Validation = validation, WorkingCheckpoint = Path.ChangeExtension(path, ".training"), Output = path,
    };
}
