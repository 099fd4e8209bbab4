using System.Diagnostics;

namespace CompressDsl.Training;

/// <summary>Decides when progress is told, and measures time.</summary>
internal sealed class ProgressReport(TrainingOptions options, IProgress<TrainingProgress>? progress)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan last;
    private long lastSamples;
    private double rate;

    /// <summary>Seconds of earlier parts of an interrupted run.</summary>
    public double Before { get; set; }

    /// <summary>Whether somebody listens and enough time has passed.</summary>
    public bool IsDue => progress is not null && watch.Elapsed - last >= Interval;

    /// <summary>Time since the start of the run, earlier parts included.</summary>
    public TimeSpan Elapsed => watch.Elapsed + TimeSpan.FromSeconds(Before);

    /// <summary>Samples per second since the last report.</summary>
    /// <param name="samples">Samples so far.</param>
    public double Rate(long samples)
    {
        var seconds = (watch.Elapsed - last).TotalSeconds;
        if (samples > lastSamples && seconds > 0.05) rate = (samples - lastSamples) / seconds;
        lastSamples = samples;
        return rate;
    }

    /// <summary>Estimated time to the end.</summary>
    /// <param name="done">Share that is over, above 0.</param>
    public TimeSpan Left(double done) => Elapsed * ((1 - done) / done);

    /// <summary>Tells where the run stands.</summary>
    public void Send(TrainingProgress state)
    {
        last = watch.Elapsed;
        progress?.Report(state with { Epochs = options.Epochs });
    }
}
