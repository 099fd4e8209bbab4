using Xunit.Abstractions;

namespace CompressDsl.Training.Tests;

/// <summary>The losses of hints against what their papers write, slow and in double, and its central differences.</summary>
public sealed class HintLossTests(ITestOutputHelper output)
{
    private const int Rows = 5;
    private const int BatchSize = 7;
    private const float Weight = 0.3f;

    private static readonly FeatureShape Vector = new(1, 1, 6);
    private static readonly FeatureShape Image = new(4, 4, 3);

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var loss in new[] { "features", "attention", "pooled student", "pooled teacher", "distances", "angles" })
            {
                for (var seed = 1; seed <= 3; seed++) cases.Add(loss, seed);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_the_reference(string loss, int seed)
    {
        var (shape, other) = ShapesOf(loss);
        var (student, teacher) = (Random(Rows * shape.Length, seed), Random(Rows * other.Length, seed + 100));
        output.WriteLine($"seed {seed}");
        var gradient = new float[student.Length];
        var value = Compute(loss, student, gradient, teacher, Rows);
        double[] exact = [.. student.Select(v => (double)v)], goal = [.. teacher.Select(v => (double)v)];
        Assert.Equal(HintReference.Of(loss, exact, shape, goal, other) * Weight * Factor(loss), value, 1e-6);
        for (var i = 0; i < exact.Length; i++)
        {
            var old = exact[i];
            exact[i] = old + 1e-5;
            var above = HintReference.Of(loss, exact, shape, goal, other);
            exact[i] = old - 1e-5;
            var below = HintReference.Of(loss, exact, shape, goal, other);
            exact[i] = old;
            Assert.Equal((above - below) / 2e-5 * Weight * Factor(loss), gradient[i], 2e-6);
        }
    }

    [Theory]
    [InlineData("features")]
    [InlineData("attention")]
    [InlineData("distances")]
    [InlineData("angles")]
    public void Equal_sides_lose_nothing(string loss)
    {
        var (shape, _) = ShapesOf(loss);
        float[] student = Random(Rows * shape.Length, 1), gradient = new float[student.Length];
        var block = new HintBlock(student, gradient, shape) { Teacher = student, TeacherShape = shape, BatchSize = Rows, Weight = 1 };
        Assert.Equal(0, Run(loss, block), 1e-9);
        Assert.All(gradient, g => Assert.Equal(0, g, 1e-6));
    }

    [Theory]
    [InlineData("attention")]
    [InlineData("distances")]
    [InlineData("angles")]
    public void A_student_of_zeros_has_no_direction_and_no_gradient(string loss)
    {
        var (shape, other) = ShapesOf(loss);
        float[] gradient = [.. Enumerable.Repeat(9f, Rows * shape.Length)];
        Assert.True(double.IsFinite(Compute(loss, new float[gradient.Length], gradient, Random(Rows * other.Length, 4), Rows)));
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Theory]
    [InlineData("distances", 1)]
    [InlineData("angles", 1)]
    [InlineData("angles", 2)]
    public void Too_few_rows_have_no_relations(string loss, int rows)
    {
        var (shape, other) = ShapesOf(loss);
        var gradient = new float[rows * shape.Length];
        Assert.Equal(0, Compute(loss, Random(gradient.Length, 1), gradient, Random(rows * other.Length, 2), rows));
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Theory]
    [InlineData("distances")]
    [InlineData("angles")]
    public void Relations_do_not_depend_on_the_unit_of_the_student(string loss)
    {
        var (shape, other) = ShapesOf(loss);
        float[] student = Random(Rows * shape.Length, 1), teacher = Random(Rows * other.Length, 2), gradient = new float[student.Length];
        var once = Compute(loss, student, gradient, teacher, Rows);
        Assert.Equal(once, Compute(loss, [.. student.Select(v => 8 * v)], gradient, teacher, Rows), 1e-6);
    }

    [Fact]
    public void Sides_that_do_not_fit_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => FeatureLoss.Compute(new HintBlock(new float[12], new float[12], Vector) { Teacher = new float[8], TeacherShape = new(1, 1, 4), BatchSize = 2, Weight = 1 }));
        Assert.Contains("shape [6] are compared with [4]", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => AttentionLoss.Compute(new HintBlock(new float[48], new float[48], Image) { Teacher = new float[27], TeacherShape = new(3, 3, 3), BatchSize = 1, Weight = 1 }));
        Assert.Contains("[4, 4, 3] and [3, 3, 3]", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => RelationalDistanceLoss.Compute(new HintBlock(new float[12], new float[12], Vector) { Teacher = new float[8], TeacherShape = Vector, BatchSize = 2, Weight = 1 }));
        Assert.Contains("need 12 values of the teacher, but there are 8", error.Message, StringComparison.Ordinal);
    }

    private static double Factor(string loss) => (double)Rows / BatchSize;

    private static (FeatureShape Student, FeatureShape Teacher) ShapesOf(string loss) => loss switch
    {
        "features" => (Vector, Vector),
        "attention" => (Image, Image with { Channels = 5 }),
        "pooled student" => (Image, new FeatureShape(2, 4, 5)),
        "pooled teacher" => (new FeatureShape(2, 1, 3), Image),
        _ => (Vector, new FeatureShape(2, 2, 3)),
    };

    private static double Compute(string loss, float[] student, float[] gradient, float[] teacher, int rows)
    {
        var (shape, other) = ShapesOf(loss);
        return Run(loss, new HintBlock(student.AsSpan(0, rows * shape.Length), gradient, shape) { Teacher = teacher, TeacherShape = other, BatchSize = BatchSize, Weight = Weight });
    }

    private static double Run(string loss, HintBlock block) => loss switch
    {
        "features" => FeatureLoss.Compute(block),
        "distances" => RelationalDistanceLoss.Compute(block),
        "angles" => RelationalAngleLoss.Compute(block),
        _ => AttentionLoss.Compute(block),
    };

    private static float[] Random(int length, int seed)
    {
        var random = new CounterRandom((ulong)seed, 9);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
    }
}
