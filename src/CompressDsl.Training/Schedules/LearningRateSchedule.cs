namespace CompressDsl.Training;

/// <summary>The learning rate as a pure function of the step.</summary>
/// <example><code>
/// var rate = LearningRateSchedule.Cosine(1e-3, warmUp: 0.05).At(step, totalSteps);
/// </code></example>
public abstract record LearningRateSchedule
{
    /// <summary>The same rate throughout.</summary>
    public static LearningRateSchedule Constant(double rate) => new ConstantSchedule(rate);

    /// <summary><paramref name="rate"/> times <paramref name="factor"/> after every <paramref name="every"/> of the run (a share of all steps).</summary>
    public static LearningRateSchedule Step(double rate, double factor = 0.1, double every = 1.0 / 3) => new StepSchedule(rate, factor, every);

    /// <summary>Rises in a line during the first <paramref name="warmUp"/> of the run, then falls along half a cosine to <paramref name="last"/>.</summary>
    public static LearningRateSchedule Cosine(double rate, double warmUp = 0, double last = 0) => new CosineSchedule(rate, warmUp, last);

    /// <summary>The rate of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="totalSteps">Steps of the whole run.</param>
    public abstract float At(long step, long totalSteps);

    /// <summary>Refuses settings out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the text names it and the range.</exception>
    public abstract void Validate();

    /// <summary>The settings in words; part of what a resumed run compares.</summary>
    public abstract string Describe();
}
