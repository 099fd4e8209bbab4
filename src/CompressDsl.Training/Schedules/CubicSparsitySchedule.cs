namespace CompressDsl.Training;

/// <summary>
/// Gradual pruning (Zhu and Gupta 2017): the share of zeros is 0 up to step <paramref name="Begin"/>, then
/// <c>final * (1 - (1 - t)^3)</c> with t running from 0 to 1, and the final share from step <paramref name="End"/> on.
/// </summary>
/// <param name="Final">Share of zeros at the end, 0 to below 1.</param>
/// <param name="Begin">First step with zeros.</param>
/// <param name="End">First step with all of them, at least <paramref name="Begin"/>.</param>
/// <param name="Every">Steps between two changes of the mask, at least 1.</param>
public sealed record CubicSparsitySchedule(double Final, long Begin, long End, long Every = 1)
{
    /// <summary>Begin and end as shares of a run.</summary>
    public static CubicSparsitySchedule Over(double final, double begin, double end, long totalSteps)
    {
        var first = (long)Math.Round(begin * totalSteps);
        var last = Math.Max(first, (long)Math.Round(end * totalSteps));
        return new CubicSparsitySchedule(final, first, last, Math.Max(1, (last - first) / 100));
    }

    /// <summary>Share of zeros at a step.</summary>
    /// <param name="step">From 0.</param>
    public double At(long step)
    {
        if (step >= End) return Final;
        if (step < Begin) return 0;
        var done = (step - Begin) / (double)(End - Begin);
        return Final * (1 - Math.Pow(1 - done, 3));
    }

    /// <summary>Whether masks are chosen anew at a step.</summary>
    /// <param name="step">From 0.</param>
    public bool IsUpdate(long step) => Final > 0 && (step == End || (step > Begin && step < End && (step - Begin) % Every == 0));

    /// <summary>Refuses settings out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the text names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.That(Final is >= 0 and < 1, nameof(Final), Final, "at least 0 and below 1");
        OptionCheck.That(Begin >= 0, nameof(Begin), Begin, "at least 0");
        OptionCheck.That(End >= Begin, nameof(End), End, "at least Begin");
        OptionCheck.That(Every >= 1, nameof(Every), Every, "at least 1");
    }
}
