using CompressDsl.Generator.Tests.Frontend;
using CompressDsl.Training;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Snapshots;

/// <summary>What is generated for a small network, to be read.</summary>
public sealed class GeneratedCodeTests
{
    private const string Student = """
        namespace My.App;

        [Quantize(Bits = 8), Prune(0.5, Pattern = PrunePattern.Block16x4)]
        public sealed partial class Student
        {
            private readonly Linear hidden = new(20, 12);
            private readonly Linear head = new(12, 4);

            private Value Forward([Input(20)] Value x) => head.Forward(Relu(hidden.Forward(x)));
        }
        """;

    private const string Reader = """
        namespace My.App;

        [Quantize(Bits = 8)]
        public sealed partial class Reader
        {
            private readonly EmbeddingBag words = new(50, 8);
            private readonly Linear topic = new(8, 4);
            private readonly Linear score = new(8, 1);

            private (Value Topic, Value Score) Forward([Input(DType.Int32, Max = 16)] Value tokens)
            {
                var text = words.Forward(tokens);
                return (topic.Forward(text), Tanh(score.Forward(text)));
            }
        }
        """;

    // A layer for every kind of kernel: pixels in the lanes, pixels beside each other in a vector, blocks that are left out, tiles.
    private const string Eye = """
        namespace My.App;

        [Quantize(Bits = 8)]
        public sealed partial class Eye
        {
            private readonly Conv2d stem = new(3, 8, 3, stride: 2, padding: 1);
            private readonly Conv2d depth = new(8, 8, 3, padding: 1, groups: 8);
            [Prune(0.5, Pattern = PrunePattern.Block16x4)]
            private readonly Conv2d point = new(8, 16, 1);
            private readonly Conv2d window = new(16, 16, 3, padding: 1);

            private Value Forward([Input(3, 32, 32)] Value image)
            {
                var seen = Relu(point.Forward(Relu(depth.Forward(Relu(stem.Forward(image))))));
                return ReduceMean(ReduceMean(Relu(seen + window.Forward(seen)), 2), 1);
            }
        }
        """;

    private const string Hinted = """
        namespace My.App;

        public sealed partial class Teacher
        {
            private readonly Conv2d[] convs = [new(1, 8, 3), new(8, 16, 3)];
            private readonly Linear head = new(256, 4);

            private Value Forward([Input(1, 8, 8)] Value x) => head.Forward(Flatten(Relu(convs[1].Forward(Relu(convs[0].Forward(x))))));
        }

        [Distill(typeof(Teacher))]
        public sealed partial class Learner
        {
            [Hint("convs.0")]
            private readonly Conv2d conv = new(1, 4, 3);
            [Hint("convs.1", Loss = HintLoss.Attention, Weight = 2)]
            private readonly MaxPool2d pool = new(3);
            [Hint("head", OfSelf = true, Loss = HintLoss.RelationalDistance)]
            private readonly Linear hidden = new(16, 8);
            private readonly Linear head = new(8, 4);

            private Value Forward([Input(1, 8, 8)] Value x) => head.Forward(Relu(hidden.Forward(Flatten(pool.Forward(Relu(conv.Forward(x)))))));
        }
        """;

    private const string Chain = """
        namespace My.App;

        [Quantize(Bits = 8)]
        public sealed partial class Chain
        {
            private readonly Linear first = new(16, 16);
            private readonly Linear second = new(16, 16);
            private readonly Linear third = new(16, 16);
            private readonly Linear head = new(16, 4);

            private Value Forward([Input(16)] Value x) =>
                head.Forward(Relu(third.Forward(Relu(second.Forward(Relu(first.Forward(x)))))));
        }
        """;

    [Theory]
    [InlineData("Inference")]
    [InlineData("Kernels")]
    [InlineData("Training")]
    [InlineData("Training.Loop")]
    [InlineData("Training.Times")]
    public void A_small_network(string file) => Snapshot.Verify(Generated(Student, "Student", file), file);

    [Fact]
    public void A_small_network_of_tokens_with_two_outputs() => Snapshot.Verify(Generated(Reader, "Reader", "Training"), "Training");

    [Fact]
    public void A_small_network_of_convolutions() => Snapshot.Verify(Generated(Eye, "Eye", "Kernels"), "Kernels");

    [Fact]
    public void A_student_with_hints() => Snapshot.Verify(Generated(Hinted, "Learner", "Training.Loop"), "Training.Loop");

    [Fact]
    public void Without_training_nothing_takes_the_time()
    {
        var files = Dsl.Run(Dsl.Compile(Student)).GeneratedSources;
        Assert.Contains(files, f => f.HintName == "My.App.Student.Kernels.g.cs");
        Assert.All(files, f => Assert.DoesNotContain("Stopwatch", f.SourceText.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_of_one_shape_share_a_method()
    {
        var lines = Generated(Chain, "Chain", "Kernels").Split('\n').Select(l => l.Trim()).ToArray();
        Assert.Single(lines, l => l.StartsWith("public static void First<", StringComparison.Ordinal));
        // Three calls to run, three to be timed.
        Assert.Equal(6, lines.Count(l => l.StartsWith("First<TInt>(", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, l => l.StartsWith("public static void Second<", StringComparison.Ordinal));
        Assert.Single(lines, l => l.StartsWith("/// second: 16 -&gt; 16", StringComparison.Ordinal));
        Assert.Single(lines, l => l.StartsWith("/// third: 16 -&gt; 16", StringComparison.Ordinal));
        Assert.Single(lines, l => l.StartsWith("public static void Head<", StringComparison.Ordinal));
    }

    private static string Generated(string source, string model, string file)
    {
        var compilation = Dsl.Compile(source).AddReferences(MetadataReference.CreateFromFile(typeof(TrainingOptions).Assembly.Location));
        var run = Dsl.Run(compilation);
        return Assert.Single(run.GeneratedSources, s => s.HintName == $"My.App.{model}.{file}.g.cs").SourceText.ToString();
    }
}
