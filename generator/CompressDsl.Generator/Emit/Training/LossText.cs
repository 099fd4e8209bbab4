using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>The loss in a model's training loops where it is the model's own.</summary>
internal static class LossText
{
    /// <summary>The end of the loop without a teacher, behind its other lines.</summary>
    public static string InTrain(LossDeclaration? own) => own is null
        ? "\n    return Run(run, answers => answers.HardLoss(options.LabelSmoothing));"
        : $"\n\n    {About(own)}\n    return Run(run, answers => answers.OwnLoss());";

    /// <summary>The loop with a teacher.</summary>
    public static string DistillLoop(HintText hints, LossDeclaration own) => $$"""
        public static TrainingResult Distill(
            TrainingNetwork network, Func<TrainingRun, BatchTeacher> teacher, IDataSource data, DistillationOptions options, IProgress<TrainingProgress>? progress)
        {
            using var run = new TrainingRun(network, data, options, progress);
            run.Teacher = new TeacherOutputs(teacher(run), run.Signature, data, options);{{hints.InDistill}}

            {{About(own)}}
            return Run(run, answers => answers.OwnLoss());
        }
        """;

    private static string About(LossDeclaration own) =>
        $"// {own.Method}({string.Join(", ", own.Inputs)}) of the model: the network computes it behind its output, one number per row.";
}
