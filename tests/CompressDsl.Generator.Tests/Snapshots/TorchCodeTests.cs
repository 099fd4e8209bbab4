using CompressDsl.Generator.Tests.Frontend;
using CompressDsl.Generator.Tests.Pipeline;

namespace CompressDsl.Generator.Tests.Snapshots;

/// <summary>What is generated for TorchSharp, to be read.</summary>
public sealed class TorchCodeTests
{
    private const string Student = """
        namespace My.App;

        [Quantize(Bits = 8), Prune(0.5)]
        public sealed partial class Student
        {
            private readonly Conv2d conv = new(1, 8, kernelSize: 3, padding: 1);
            private readonly BatchNorm2d norm = new(8);
            private readonly MaxPool2d pool = new(2);
            private readonly Linear head = new(128, 4);

            private Value Forward([Input(1, 8, 8)] Value image) => head.Forward(Dropout(Flatten(pool.Forward(Relu(norm.Forward(conv.Forward(image))))), 0.1));
        }
        """;

    [Theory]
    [InlineData("Torch")]
    [InlineData("Torch.Training")]
    public void A_small_network(string file) =>
        Snapshot.Verify(Assert.Single(Dsl.Run(TorchApi.With(Student)).GeneratedSources, s => s.HintName == $"My.App.Student.{file}.g.cs").SourceText.ToString(), file);
}
