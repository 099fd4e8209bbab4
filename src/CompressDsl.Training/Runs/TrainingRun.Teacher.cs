using System.Diagnostics;

namespace CompressDsl.Training;

/// <content>The teacher of a distillation.</content>
public sealed unsafe partial class TrainingRun
{
    private TeacherOutputs? teacher;

    /// <summary>
    /// The teacher of a distillation, or null. Where its outputs are kept, it answers all samples when it is set, and the run's progress shows how
    /// far it is.
    /// </summary>
    /// <exception cref="InvalidDataException">The file of its outputs belongs to another teacher or other samples, or is damaged.</exception>
    public TeacherOutputs? Teacher
    {
        get => teacher;
        set
        {
            teacher = value;
            var watch = Stopwatch.StartNew();
            value?.Prepare((answered, all) => Tell(answered, all, watch.Elapsed));
        }
    }

    /// <summary>Tells how many samples the teacher has answered.</summary>
    private void Tell(int answered, int all, TimeSpan time)
    {
        if (!report.IsDue && answered < all) return;
        var rate = time > TimeSpan.Zero ? answered / time.TotalSeconds : 0;
        report.Send(new TrainingProgress
        {
            Epoch = 0, Epochs = options.Epochs, Step = 0, Loss = double.NaN, TeacherAnswers = answered, TeacherSamples = all,
            SamplesPerSecond = rate, Elapsed = report.Elapsed, Left = time * ((double)(all - answered) / answered),
        });
    }
}
