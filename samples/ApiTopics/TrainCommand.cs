using ApiTopics.Data;
using CompressDsl.Training;

namespace ApiTopics;

/// <summary><c>-- train</c>: trains teacher and student from scratch and rewrites their checkpoints.</summary>
internal static class TrainCommand
{
    private const int ComparedSeeds = 3;

    private static readonly TrainingOptions TeacherRun = new()
    {
        Epochs = 6,
        BatchSize = 128,
        ShardRows = 64,
        Schedule = LearningRateSchedule.Cosine(0.01, warmUp: 0.03),
        LabelSmoothing = 0.15f,
    };

    private static readonly DistillationOptions StudentRun = new()
    {
        Epochs = 12,
        BatchSize = 64,
        // Rare words have rare gradients: without momentum a row moves only when its token occurs. The decay forgets what one text alone says.
        Optimizer = new AdamW(Beta1: 0, Beta2: 0.99f, WeightDecay: 0.05f),
        Schedule = LearningRateSchedule.Cosine(0.02, warmUp: 0.03),
        PruneBegin = 0,
        PruneEnd = 0.4,
        QuantizeStart = 0.6,
    };

    /// <summary>Trains both.</summary>
    public static int Run()
    {
        var texts = ApiTexts.Load();
        var (training, validation) = (TopicTokens.Of(texts, Part.Training), TopicTokens.Of(texts, Part.Validation));
        using (var progress = new ConsoleProgress("Teacher"))
        {
            var trained = TopicTeacher.Train(training.Teacher.Samples, TeacherRun with { Validation = validation.Teacher.Samples }, progress);
            trained.Checkpoint.ToHalf().Save(TopicFiles.Folder.Teacher);
        }

        using (var progress = new ConsoleProgress("Student"))
        {
            var options = StudentRun with { Output = TopicFiles.Folder.Student, Validation = validation.Student.Samples };
            TopicStudent.Distill(training.Answers(TopicTeacher.Load(TopicFiles.Folder.Teacher)), training.Student.Samples, options, progress);
        }

        Console.WriteLine("The student is compiled into the program by the next build.");
        return 0;
    }

    /// <summary><c>-- compare</c>: the student with and without its teacher, over several seeds, as compiled networks on the test texts.</summary>
    public static int Compare()
    {
        var texts = ApiTexts.Load();
        var (training, test) = (TopicTokens.Of(texts, Part.Training), TopicTokens.Of(texts, Part.Test));
        var teacher = TopicTeacher.Load(TopicFiles.Folder.Teacher);
        Console.WriteLine("seed\tdistilled\talone");
        for (var seed = 1u; seed <= ComparedSeeds; seed++)
        {
            var options = StudentRun with { Seed = seed };
            var taught = TopicStudent.Distill(training.Answers(teacher), training.Student.Samples, options);
            var alone = TopicStudent.Train(training.Student.Samples, options);
            Console.WriteLine($"{seed}\t{Accuracy(taught, test):P2}\t{Accuracy(alone, test):P2}");
        }

        return 0;
    }

    private static double Accuracy(TrainingResult result, TopicTokens texts) =>
        Evaluator.Accuracy(TopicStudent.Load(result.Checkpoint), texts.Student.Samples);
}
