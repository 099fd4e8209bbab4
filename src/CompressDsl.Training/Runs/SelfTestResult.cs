namespace CompressDsl.Training;

/// <summary>How near the compiled network is to the one that was trained: to one quantisation step, and class for class.</summary>
/// <remarks>
/// <para>
/// Both compute the same integers. Where the sum before a quantised activation lies on the border between two of its values, the float
/// sums of training may come out on the other side; this one activation then differs by one. A step is what that moves an output by: the
/// input scale of the layer that computes the output, times its largest weight, <c>scale * max |weight|</c>. It is a number of the network,
/// not of the data. To it comes what float sums in another order differ by, 2^-16 of the output's largest magnitude over the data; without
/// quantised activations that is all.
/// </para>
/// <para>
/// Where the network alone does not tell (dynamic ranges; a float layer, or a function steeper than 1, behind the last quantised layer), a
/// step is one of 255 of the output's range over the data.
/// </para>
/// </remarks>
/// <param name="Samples">Samples compared.</param>
/// <param name="LargestDifference">Largest difference of an output.</param>
/// <param name="Step">One quantisation step of that output.</param>
/// <param name="OtherClass">Samples for which the largest output is another one.</param>
public sealed record SelfTestResult(int Samples, double LargestDifference, double Step, int OtherClass)
{
    /// <summary>No output differs by more than one step, and every class is the same.</summary>
    public bool Passed => LargestDifference <= Step && OtherClass == 0;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{(Passed ? "passed" : "FAILED")}: {Samples} samples, largest difference {LargestDifference:G3} of a step {Step:G3}, {OtherClass} other classes");
}
