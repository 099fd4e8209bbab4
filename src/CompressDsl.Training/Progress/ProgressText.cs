using System.Globalization;
using Spectre.Console;

namespace CompressDsl.Training;

/// <summary>The words of <see cref="ConsoleProgress"/>.</summary>
internal static class ProgressText
{
    private const int BarLength = 40;

    /// <summary>A run on one line.</summary>
    public static string Line(TrainingProgress p) => string.Join(", ", Parts(p).Select(part => $"{part.Name} {part.Value}"));

    /// <summary>A run as a table.</summary>
    public static Table Table(string title, TrainingProgress p)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Rounded, ShowHeaders = false };
        table.AddColumn("").AddColumn("");
        foreach (var (name, value) in Parts(p)) table.AddRow(new Text(name), new Text(value));
        if (p.TeacherAnswers is { } answers) table.AddRow(new Text("done"), new Text(Bar(answers / (double)p.TeacherSamples)));
        else if (p.TotalSteps is > 0 and var total) table.AddRow(new Text("done"), new Text(Bar(p.Step / (double)total)));
        return table;
    }

    /// <summary>A time as h:mm:ss or m:ss.</summary>
    public static string Time(TimeSpan time) =>
        time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static string Bar(double share)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarLength);
        return new string('█', full) + new string('░', BarLength - full) + Text($" {share:P0}");
    }

    private static IEnumerable<(string Name, string Value)> Parts(TrainingProgress p) =>
        (p.TeacherAnswers is { } answers ? OfTeacher(p, answers) : OfTraining(p)).Concat(OfTime(p));

    private static IEnumerable<(string Name, string Value)> OfTeacher(TrainingProgress p, int answers)
    {
        yield return ("teacher's answers", Text($"{answers:N0}/{p.TeacherSamples:N0}"));
    }

    private static IEnumerable<(string Name, string Value)> OfTraining(TrainingProgress p)
    {
        yield return ("epoch", $"{p.Epoch}/{p.Epochs}");
        yield return ("step", p.TotalSteps is { } total ? $"{p.Step}/{total}" : $"{p.Step}");
        yield return ("loss", Text($"{p.Loss:0.0000}"));
        if (p.HintLoss is { } hints) yield return ("hints", Text($"{hints:0.0000}"));
        foreach (var o in p.Outputs)
            yield return (o.Output, double.IsNaN(o.TrainAccuracy) ? Text($"loss {o.Loss:0.0000}") : Text($"loss {o.Loss:0.0000} accuracy {o.TrainAccuracy:P2}"));
        if (p.TrainAccuracy is { } train) yield return ("accuracy", Text($"{train:P2}"));
        if (p.ValidationAccuracy is { } validation) yield return ("validation", Text($"{validation:P2}"));
        else if (p.ValidationLoss is { } loss) yield return ("validation loss", Text($"{loss:0.0000}"));
        yield return ("rate", Text($"{p.LearningRate:0.0E+0}"));
        if (p.Sparsity > 0) yield return ("zeros", Text($"{p.Sparsity:P1}"));
        if (p.IsQuantized) yield return ("grid", "on");
    }

    private static IEnumerable<(string Name, string Value)> OfTime(TrainingProgress p)
    {
        yield return ("samples/s", Text($"{p.SamplesPerSecond:N0}"));
        yield return ("time", Time(p.Elapsed));
        if (p.Left is { } left) yield return ("left", Time(left));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
