namespace CompressDsl.Training;

/// <summary>A field of the network that is trained learns from a field of the teacher, or of the network itself.</summary>
/// <example><code>
/// // What [Hint("blocks.2", Weight = 0.5)] on the field trunk becomes, where blocks.2 has more features than trunk.
/// var hint = new Hint("trunk", "blocks.2", HintLoss.Features, 0.5f) { IsProjected = true };
/// </code></example>
/// <param name="Student">Path of the field that learns.</param>
/// <param name="Teacher">Path of the field that it learns from.</param>
/// <param name="Loss">What is compared.</param>
/// <param name="Weight">Factor of its loss.</param>
public sealed record Hint(string Student, string Teacher, HintLoss Loss, float Weight)
{
    /// <summary>Whether <see cref="Teacher"/> is a field of the network itself.</summary>
    public bool IsOfSelf { get; init; }

    /// <summary>Whether the student's features are projected to the teacher's, by a matrix that is trained along.</summary>
    public bool IsProjected { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Student} from {(IsOfSelf ? "its own " : "")}{Teacher}: {Loss}{(IsProjected ? " projected" : "")} * {Weight}");
}
