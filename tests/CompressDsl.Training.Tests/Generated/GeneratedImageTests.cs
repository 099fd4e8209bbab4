using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;
using AdaptiveMean = CompressDsl.Generator.Operators.AdaptiveAvgPool2d;
using ConvolutionOperator = CompressDsl.Generator.Operators.Conv2d;
using LargestPool = CompressDsl.Generator.Operators.MaxPool2d;
using MeanPool = CompressDsl.Generator.Operators.AvgPool2d;
using UpsampleOperator = CompressDsl.Generator.Operators.Upsample;

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
    public void A_residual_network_is_trained_as_it_is_compiled(bool norms) => IsTrainedAsCompiled(Residual(norms));

    [Fact]
    public void A_network_with_poolings_is_trained_as_it_is_compiled() => IsTrainedAsCompiled(Pooled());

    [Theory]
    [InlineData(QuantizationMode.Static)]
    [InlineData(QuantizationMode.Dynamic)]
    [InlineData(QuantizationMode.WeightOnly)]
    public void Convolutions_of_single_pixels_with_groups_are_trained_as_they_are_compiled(QuantizationMode mode) => IsTrainedAsCompiled(Pixels(mode));

    private void IsTrainedAsCompiled(ModelGraph network)
    {
        var path = Path.Combine(folder, "model.safetensors");
        var model = TrainableModel.Of(network);
        var test = Problems.Lines(60, 2);

        var result = model.Train(Problems.Lines(160, 1), new TrainingOptions
        {
            Epochs = 6, BatchSize = 10, ShardRows = 10, Threads = 1,
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
        var stem = Layer(b, "stem", Image(b), 8, norms);
        var second = Convolution(b, "second", Layer(b, "first", stem, 8, norms), 8, norms);
        var sum = b.Add(new Relu(), "relu2", b.Add(new Add(), "sum", second, stem));
        var joined = b.Add(new Concat(0), "joined", sum, Layer(b, "third", sum, 4, norms));
        var last = Layer(b, "last", joined, 8, norms);
        var pooled = b.Add(new ReduceMean(-1, false), "columns", b.Add(new ReduceMean(-1, false), "rows", last));
        return b.Build(b.Linear("head", pooled, 2, Quantized));
    }

    /// <summary>The largest of neighbours, their mean, the smaller image made larger again, and the mean of the whole.</summary>
    private static ModelGraph Pooled()
    {
        var b = new NetworkBuilder();
        var four = new ConvolutionWindow(2, 2);
        var pair = new ConvolutionWindow(2, 2) { StrideHeight = 2, StrideWidth = 2 };
        var largest = b.Add(new LargestPool(four), "largest", Layer(b, "stem", Image(b), 8, norms: false));
        var mean = b.Add(new MeanPool(four, false), "mean", Layer(b, "first", largest, 8, norms: false));
        var low = b.Add(new LargestPool(pair), "low", Layer(b, "second", mean, 8, norms: false));
        var high = b.Add(new UpsampleOperator(2, UpsampleMode.Nearest), "high", Layer(b, "third", low, 8, norms: false));
        var whole = new ConvolutionWindow(4, 4) { StrideHeight = 4, StrideWidth = 4 };
        var last = b.Add(new AdaptiveMean(whole), "last", Layer(b, "fourth", high, 8, norms: false));
        return b.Build(b.Linear("head", b.Add(new Flatten(), "flat", last), 2, Quantized));
    }

    /// <summary>Two convolutions of single pixels whose weights have a scale for every 16 channels, norms behind them.</summary>
    private static ModelGraph Pixels(QuantizationMode mode)
    {
        var b = new NetworkBuilder();
        var grouped = Quantized with { Bits = 4, Mode = mode, Grid = new() { GroupSize = 16 } };
        int Pixel(string name, int x, int outputs) =>
            b.Add(new Relu(), name + ".relu", b.ImageNorm(name + ".norm", b.Convolution(name, x, new ConvolutionOperator(new ConvolutionWindow(1, 1), 1, false), outputs, grouped)));
        var stem = Layer(b, "stem", Image(b), 24, norms: true);
        var last = Pixel("back", Pixel("wide", stem, 36), 24);
        var largest = b.Add(new LargestPool(new ConvolutionWindow(2, 2)), "largest", b.Add(new Add(), "sum", stem, last));
        return b.Build(b.Linear("head", b.Add(new Flatten(), "flat", largest), 2, Quantized));
    }

    private static int Image(NetworkBuilder b) => b.Add(new Reshape(Shape.Of(2, 6, 6)), "image", b.Input(72));

    private static int Layer(NetworkBuilder b, string name, int x, int outputs, bool norms) =>
        b.Add(new Relu(), name + ".relu", Convolution(b, name, x, outputs, norms));

    private static int Convolution(NetworkBuilder b, string name, int x, int outputs, bool norms)
    {
        var window = new ConvolutionWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        var result = b.Convolution(name, x, new ConvolutionOperator(window, 1, !norms), outputs, Quantized);
        return norms ? b.ImageNorm(name + ".norm", result) : result;
    }
}
