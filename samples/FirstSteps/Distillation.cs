using CompressDsl.Training;

namespace FirstSteps;

/// <summary>A 10-10-1 student learns the answers of a 10-20-1 teacher: 100 random rows, 100 epochs, mean squared error, Adam.</summary>
internal static class Distillation
{
    private const int Rows = 100;

    public static bool Run(TextWriter to)
    {
        var start = new NetworkParameters(Teacher.CreateTrainingNetwork().Plan);
        start.Start(seed: 7);
        var teacher = Teacher.Load(start.ToCheckpoint());

        var random = new CounterRandom(seed: 1, stream: 0);
        var rows = new float[Rows * 10];
        for (var i = 0; i < rows.Length; i++) rows[i] = (float)random.NextNormal();
        var answers = new float[Rows];
        for (var row = 0; row < Rows; row++) teacher.Infer(rows.AsSpan(row * 10, 10), answers.AsSpan(row, 1));
        var data = InMemoryDataset.FromTargets(rows, 10, answers, 1);

        var result = Student.Distill(teacher, data, new DistillationOptions
        {
            Epochs = 100, BatchSize = 20, Target = DistillationTarget.Outputs, Optimizer = new Adam(), Schedule = LearningRateSchedule.Constant(0.01),
        });

        var first = result.History.Epochs[0].Loss;
        var last = Evaluator.MeanSquaredError(Student.Load(result.Checkpoint), data);
        to.WriteLine(FormattableString.Invariant($"loss      {first:F4} in the first epoch, {last:F4} after {result.History.Epochs.Count}"));
        return last < first / 10;
    }
}
