namespace CompressDsl.Training;

/// <summary>The values of two fields for a block of rows of a batch: what one learns from the other.</summary>
/// <example><code>
/// var block = new HintBlock(values, gradient, new(1, 1, 8)) { Teacher = taught, TeacherShape = new(1, 1, 8), BatchSize = 64, Weight = 0.1f };
/// var loss = FeatureLoss.Compute(block);
/// </code></example>
/// <param name="student">What learns, <c>[rows, places, channels]</c>.</param>
/// <param name="gradient">Receives d loss / d student, overwritten.</param>
/// <param name="shape">Shape of a row of <paramref name="student"/>.</param>
public readonly ref struct HintBlock(ReadOnlySpan<float> student, Span<float> gradient, FeatureShape shape)
{
    /// <summary>What learns.</summary>
    public ReadOnlySpan<float> Student { get; } = student;

    /// <summary>d loss / d student.</summary>
    public Span<float> Gradient { get; } = gradient;

    /// <summary>Shape of a row of <see cref="Student"/>.</summary>
    public FeatureShape Shape { get; } = shape;

    /// <summary>What is learned from, <c>[rows, places, channels]</c>.</summary>
    public ReadOnlySpan<float> Teacher { get; init; }

    /// <summary>Shape of a row of <see cref="Teacher"/>.</summary>
    public FeatureShape TeacherShape { get; init; }

    /// <summary>Rows of the whole batch, which everything is divided by.</summary>
    public int BatchSize { get; init; }

    /// <summary>Factor on loss and gradient.</summary>
    public float Weight { get; init; }

    /// <summary>Rows of the block.</summary>
    public int Rows => Student.Length / Shape.Length;

    /// <summary>Values of row <paramref name="row"/> of the student.</summary>
    internal ReadOnlySpan<float> StudentRow(int row) => Student.Slice(row * Shape.Length, Shape.Length);

    /// <summary>Values of row <paramref name="row"/> of the teacher.</summary>
    internal ReadOnlySpan<float> TeacherRow(int row) => Teacher.Slice(row * TeacherShape.Length, TeacherShape.Length);

    /// <summary>Gradient of row <paramref name="row"/>.</summary>
    internal Span<float> GradientRow(int row) => Gradient.Slice(row * Shape.Length, Shape.Length);

    /// <summary>Refuses spans that do not fit.</summary>
    internal void Check()
    {
        if (Student.Length != Rows * Shape.Length || Gradient.Length != Student.Length)
            throw new ArgumentException($"{Student.Length} values of shape {Shape} do not fit {Gradient.Length} gradients.");
        if (Teacher.Length != Rows * TeacherShape.Length)
            throw new ArgumentException($"{Rows} rows of shape {TeacherShape} need {Rows * TeacherShape.Length} values of the teacher, but there are {Teacher.Length}.");
    }
}
