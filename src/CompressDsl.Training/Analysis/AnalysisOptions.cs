using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What an analysis tries, and how much data it reads.</summary>
/// <example><code>
/// var analysis = Student.Analyze("Student.safetensors", test, new AnalysisOptions { MaxSamples = 500 });
/// analysis.SaveHtml("report.html");
/// </code></example>
public sealed record AnalysisOptions
{
    /// <summary>Samples to read at most, taken evenly from the whole data set.</summary>
    public int MaxSamples { get; init; } = 1000;

    /// <summary>Bits that each layer's weights are tried at, alone; 2 to 8.</summary>
    public EquatableArray<int> Bits { get; init; } = new(2, 3, 4, 6, 8);

    /// <summary>Shares of zeros that each layer is tried with, alone; above 0 and below 1.</summary>
    public EquatableArray<double> Sparsities { get; init; } = new(0.5, 0.8, 0.9, 0.95);

    /// <summary>Bars of a histogram.</summary>
    public int HistogramBars { get; init; } = 64;

    /// <summary>Assignments of bits and zeros to layers that are measured for the Pareto front, at most; 0 leaves it out.</summary>
    public int FrontSteps { get; init; } = 40;

    /// <summary>How long the compiled network is timed; zero leaves times out.</summary>
    public TimeSpan TimingTime { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Threads; 0 for one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Refuses options out of range.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the text names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.That(MaxSamples >= 1, nameof(MaxSamples), MaxSamples, "at least 1");
        foreach (var bits in Bits) OptionCheck.That(bits is >= 2 and <= 8, nameof(Bits), bits, "in 2 to 8");
        foreach (var share in Sparsities) OptionCheck.That(share is > 0 and < 1, nameof(Sparsities), share, "above 0 and below 1");
        OptionCheck.That(HistogramBars is >= 8 and <= 512, nameof(HistogramBars), HistogramBars, "in 8 to 512");
        OptionCheck.That(FrontSteps is >= 0 and <= 1000, nameof(FrontSteps), FrontSteps, "in 0 to 1000");
        OptionCheck.That(TimingTime >= TimeSpan.Zero, nameof(TimingTime), TimingTime, "not negative");
        OptionCheck.That(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "in 0 to 1024");
    }
}
