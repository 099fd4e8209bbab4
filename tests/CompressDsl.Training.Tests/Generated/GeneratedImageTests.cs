using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;
using ConvolutionOperator = CompressDsl.Generator.Operators.Conv2d;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Networks of convolutions that are trained for 8 bits.</summary>
public sealed class GeneratedImageTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Compression Quantized = NetworkBuilder.Float with { Bits = 8 };

    private readonly string folder = Directory.CreateTempSubdirectory("images").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_residual_network_is_trained_as_it_is_compiled(bool norms)
    {
        var path = Path.Combine(folder, "model.safetensors");
        var model = TrainableModel.Of(Residual(norms));
        var test = Problems.Lines(60, 2);

        var result = model.Train(Problems.Lines(160, 1), new TrainingOptions
        {
            Epochs = 4, BatchSize = 10, ShardRows = 10, Threads = 1,
            Schedule = LearningRateSchedule.Cosine(1e-2), Validation = test, Output = path,
        });
        var self = model.SelfTest(path, test);
        var compiled = Evaluator.Accuracy(model.Load(Checkpoint.Load(path)), test);

        output.WriteLine($"accuracy {result.Validation!.Accuracy}, compiled {compiled}, self-test {self}");
        Assert.True(result.Validation.Accuracy >= 0.9, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(result.Validation.Accuracy, compiled);
    }

    /// <summary>Two convolutions around which a value is led, joined with a third one, pooled.</summary>
    private static ModelGraph Residual(bool norms)
    {
        var b = new NetworkBuilder();
        var window = new ConvolutionWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        int Conv(string name, int x, int outputs)
        {
            var result = b.Convolution(name, x, new ConvolutionOperator(window, 1, !norms), outputs, Quantized);
            return norms ? b.ImageNorm(name + ".norm", result) : result;
        }

        int Relu(string name, int x) => b.Add(new Relu(), name, x);
        var stem = Relu("relu0", Conv("stem", b.Add(new Reshape(Shape.Of(2, 6, 6)), "image", b.Input(72)), 8));
        var sum = Relu("relu2", b.Add(new Add(), "sum", Conv("second", Relu("relu1", Conv("first", stem, 8)), 8), stem));
        var joined = b.Add(new Concat(0), "joined", sum, Relu("relu3", Conv("third", sum, 4)));
        var last = Relu("relu4", Conv("last", joined, 8));
        var pooled = b.Add(new ReduceMean(-1, false), "columns", b.Add(new ReduceMean(-1, false), "rows", last));
        return b.Build(b.Linear("head", pooled, 2, Quantized));
    }
}
