using Spectre.Console;

namespace CompressDsl.Training.Tests;

public sealed class ProgressTests
{
    private static readonly TrainingProgress State = new()
    {
        Epoch = 2, Epochs = 10, Step = 150, TotalSteps = 1000, Loss = 0.25, TrainAccuracy = 0.9, ValidationAccuracy = 0.875, LearningRate = 1e-3,
        SamplesPerSecond = 12345, Sparsity = 0.8, IsQuantized = true, Elapsed = TimeSpan.FromSeconds(61), Left = TimeSpan.FromHours(2),
    };

    [Fact]
    public void A_pipe_gets_plain_lines_at_epochs_and_now_and_then()
    {
        using var writer = new StringWriter();
        using (var progress = new ConsoleProgress("Student", Console(writer, interactive: false)))
        {
            progress.Report(State);
            progress.Report(State with { Elapsed = TimeSpan.FromSeconds(62), Step = 151 });
            progress.Report(State with { Elapsed = TimeSpan.FromSeconds(63), Step = 152, EndsEpoch = true });
            progress.Report(State with { Elapsed = TimeSpan.FromSeconds(74), Step = 153 });
        }

        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal(
            "Student: epoch 2/10, step 150/1000, loss 0.2500, accuracy 90.00 %, validation 87.50 %, rate 1.0E-3, zeros 80.0 %, grid on, samples/s 12,345, time 1:01, left 2:00:00",
            lines[0].TrimEnd());
        Assert.Contains("step 152/1000", lines[1], StringComparison.Ordinal);
        Assert.Contains("step 153/1000", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Fact]
    public void A_teacher_that_answers_all_samples_is_shown()
    {
        var state = new TrainingProgress
        {
            Epoch = 0, Epochs = 10, Step = 0, Loss = double.NaN, TeacherAnswers = 5120, TeacherSamples = 20480, SamplesPerSecond = 512,
            Elapsed = TimeSpan.FromSeconds(10), Left = TimeSpan.FromSeconds(30),
        };
        using StringWriter lines = new(), table = new();
        using (var progress = new ConsoleProgress("Student", Console(lines, interactive: false))) progress.Report(state);
        using (var progress = new ConsoleProgress("Student", Console(table, interactive: true))) progress.Report(state);
        Assert.Equal("Student: teacher's answers 5,120/20,480, samples/s 512, time 0:10, left 0:30", lines.ToString().TrimEnd());
        Assert.Contains("25 %", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_a_live_table()
    {
        using var writer = new StringWriter();
        using (var progress = new ConsoleProgress("Student [x]", Console(writer, interactive: true))) progress.Report(State);
        Assert.Contains("150/1000", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("Student [x]", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("15 %", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_becomes_a_table_and_a_picture()
    {
        using var folder = new TemporaryFolder();
        var history = new TrainingHistory();
        history.Add(new EpochMetrics(1, 2.5, 0.5, double.NaN, double.NaN, 1e-3, 0, false, 3));
        history.Add(new EpochMetrics(2, 1.25, 0.75, double.NaN, double.NaN, 5e-4, 0.5, true, 6));
        history.WriteCsv(folder.File("h.csv"));
        history.WriteSvg(folder.File("h.svg"));
        Assert.Equal(
            "epoch,loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,sparsity,quantized,seconds\n1,2.5,0.5,,,0.001,0,0,3\n2,1.25,0.75,,,0.0005,0.5,1,6\n",
            File.ReadAllText(folder.File("h.csv")));
        var picture = System.Xml.Linq.XDocument.Load(folder.File("h.svg"));
        Assert.Contains(picture.Descendants(), e => e.Attribute("points")?.Value == "40,40 600,160");
    }

    [Fact]
    public void A_history_of_several_outputs_has_columns_for_each()
    {
        using var folder = new TemporaryFolder();
        var history = new TrainingHistory();
        history.Add(new EpochMetrics(1, 2.5, 0.5, 3, 0.25, 1e-3, 0, false, 3)
        {
            Outputs = new(new OutputMetrics("arm", 2, 0.5, 2.25, 0.25), new OutputMetrics("radius", 0.5, double.NaN, 0.75, double.NaN)),
        });
        history.WriteCsv(folder.File("h.csv"));
        var lines = File.ReadAllLines(folder.File("h.csv"));
        string[] measured = ["loss", "train_accuracy", "validation_loss", "validation_accuracy"];
        Assert.EndsWith(
            ",seconds," + string.Join(',', new[] { "arm", "radius" }.SelectMany(o => measured.Select(m => $"{o}.{m}"))), lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",3,2,0.5,2.25,0.25,0.5,,0.75,", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0].Count(c => c == ','), lines[1].Count(c => c == ','));
    }

    private static IAnsiConsole Console(StringWriter writer, bool interactive) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = interactive ? AnsiSupport.Yes : AnsiSupport.No,
        Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
        Out = new AnsiConsoleOutput(writer),
    });
}
