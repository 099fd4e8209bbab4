namespace CompressDsl.Training;

/// <summary>How near the compiled network is to the one that was trained.</summary>
/// <param name="Samples">Samples compared.</param>
/// <param name="LargestDifference">Largest difference of an output.</param>
/// <param name="Step">One quantisation step of the outputs: their range over the data divided by 255.</param>
/// <param name="OtherClass">Samples for which the largest output is another one.</param>
public sealed record SelfTestResult(int Samples, double LargestDifference, double Step, int OtherClass)
{
    /// <summary>No output differs by more than one step, and every class is the same.</summary>
    public bool Passed => LargestDifference <= Step && OtherClass == 0;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{(Passed ? "passed" : "FAILED")}: {Samples} samples, largest difference {LargestDifference:G3} of a step {Step:G3}, {OtherClass} other classes");
}
