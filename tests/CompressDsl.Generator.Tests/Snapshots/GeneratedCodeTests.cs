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

    [Theory]
    [InlineData("Inference")]
    [InlineData("Kernels")]
    [InlineData("Training")]
    [InlineData("Training.Loop")]
    public void A_small_network(string file)
    {
        var compilation = Dsl.Compile(Student).AddReferences(MetadataReference.CreateFromFile(typeof(TrainingOptions).Assembly.Location));
        var run = Dsl.Run(compilation);
        Snapshot.Verify(Assert.Single(run.GeneratedSources, s => s.HintName == $"My.App.Student.{file}.g.cs").SourceText.ToString(), file);
    }
}
