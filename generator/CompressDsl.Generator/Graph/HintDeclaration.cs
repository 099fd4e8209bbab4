namespace CompressDsl.Generator.Graph;

/// <summary>A <c>[Hint]</c> that was found to fit: a field learns from another one.</summary>
/// <param name="Student">State-dict path of the field that learns.</param>
/// <param name="Edge">Name of its edge in the graph.</param>
/// <param name="Teacher">Path of the field that it learns from.</param>
/// <param name="OfSelf">Whether that is a field of the same model.</param>
internal sealed record HintDeclaration(string Student, string Edge, string Teacher, bool OfSelf)
{
    /// <summary>What is compared.</summary>
    public HintLoss Loss { get; init; }

    /// <summary>Factor of the loss.</summary>
    public double Weight { get; init; }

    /// <summary>Shape of what learns.</summary>
    public FeatureShape Shape { get; init; } = new(1, 1, 1);

    /// <summary>Shape of what it learns from.</summary>
    public FeatureShape TeacherShape { get; init; } = new(1, 1, 1);

    /// <summary>Whether the student's features are projected to the teacher's number of them.</summary>
    public bool IsProjected => Loss == HintLoss.Features && Shape.Channels != TeacherShape.Channels;
}
