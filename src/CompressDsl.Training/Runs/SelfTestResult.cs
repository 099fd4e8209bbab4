namespace CompressDsl.Training;

/// <summary>How near the compiled network is to the one that was trained: to what float rounding can do, and class for class.</summary>
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
/// <para>
/// In a network of many layers an early activation on a border moves others behind it across theirs, so that the last layer may see several
/// changed ones. How far this goes is a matter of the network and is measured where one step is not enough: the trained network runs twice
/// more, with the borders of all activations moved up and down by 2^-13 of a step, and its outputs may move as far as its own do then.
/// </para>
/// </remarks>
/// <param name="Samples">Samples compared.</param>
/// <param name="LargestDifference">Largest difference of an output.</param>
/// <param name="Step">One quantisation step of that output.</param>
/// <param name="OtherClass">
/// Samples for which the largest output is another one, although the trained network's lead over that one is larger than the limit.
/// </param>
public sealed record SelfTestResult(int Samples, double LargestDifference, double Step, int OtherClass)
{
    /// <summary>How far the output may differ: a step, or what rounding on the borders does to the trained network where that is more.</summary>
    public double Limit { get; init; } = Step;

    /// <summary>No output differs by more than the limit, and every class is the same.</summary>
    public bool Passed => LargestDifference <= Limit && OtherClass == 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        var limit = Limit > Step ? FormattableString.Invariant($" of {Limit:G3} by rounding") : "";
        return FormattableString.Invariant(
            $"{(Passed ? "passed" : "FAILED")}: {Samples} samples, largest difference {LargestDifference:G3}{limit}, a step is {Step:G3}, {OtherClass} other classes");
    }
}
