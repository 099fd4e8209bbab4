using Spectre.Console;

namespace CompressDsl.Training;

/// <summary>
/// Shows a run on the console: a live view on a terminal; one line per epoch, and one every few seconds between, where the output goes
/// to a file or a pipe.
/// </summary>
/// <example><code>
/// using var progress = new ConsoleProgress("Student");
/// Student.Train(data, options, progress);
/// </code></example>
public sealed class ConsoleProgress : IProgress<TrainingProgress>, IDisposable
{
    private readonly string title;
    private readonly IAnsiConsole console;
    private readonly TimeSpan interval;
    private readonly AutoResetEvent changed = new(false);
    private readonly Thread? painter;
    private volatile TrainingProgress? latest;
    private TimeSpan? written;
    private volatile bool ended;

    /// <summary>Begins to show.</summary>
    /// <param name="title">Name of what is trained.</param>
    /// <param name="console">Where to; the process's console by default.</param>
    /// <param name="interval">Least time between two lines within an epoch, where lines are written; 10 seconds by default.</param>
    public ConsoleProgress(string title, IAnsiConsole? console = null, TimeSpan? interval = null)
    {
        this.title = title;
        this.console = console ?? AnsiConsole.Console;
        this.interval = interval ?? TimeSpan.FromSeconds(10);
        if (!this.console.Profile.Capabilities.Interactive || !this.console.Profile.Capabilities.Ansi) return;
        painter = new Thread(Paint) { IsBackground = true, Name = "CompressDsl progress" };
        painter.Start();
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        latest = value;
        if (painter is not null) changed.Set();
        else if (value.EndsEpoch || written is not { } before || value.Elapsed - before >= interval) WriteLine(value);
    }

    /// <summary>Shows the last state and stops.</summary>
    public void Dispose()
    {
        if (ended) return;
        ended = true;
        changed.Set();
        painter?.Join();
        changed.Dispose();
    }

    private void WriteLine(TrainingProgress value)
    {
        written = value.Elapsed;
        console.Profile.Out.Writer.WriteLine($"{title}: {ProgressText.Line(value)}");
    }

    private void Paint()
    {
        console.Live(new Text(title)).AutoClear(false).Start(context =>
        {
            while (!ended)
            {
                changed.WaitOne();
                if (latest is { } state) context.UpdateTarget(ProgressText.Table(title, state));
                if (!ended) Thread.Sleep(100);
            }

            if (latest is { } last) context.UpdateTarget(ProgressText.Table(title, last));
        });
    }
}
