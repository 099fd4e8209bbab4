using CompressDsl.Benchmarks.Onnx;
using CompressDsl.Core;

namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A network of convolutions with random weights, and the range of every value over random samples.</summary>
internal sealed class ImageNetwork : INetwork
{
    private const int Seed = 21;
    private const int RangeSamples = 8;

    private readonly Random random = new(Seed);
    private readonly List<ImageStep> steps = [];
    private readonly Dictionary<ImageValue, (float Low, float High)> ranges = [];

    /// <param name="image">Channels, height and width of a sample.</param>
    /// <param name="build">Adds the steps from the image on; the last one's result is the answer.</param>
    public ImageNetwork((int Channels, int Height, int Width) image, Action<ImageNetwork, ImageValue> build)
    {
        Image = new ImageValue(ImageOnnx.Input, image.Channels, image.Height, image.Width);
        build(this, Image);
        for (var sample = 0; sample < RangeSamples; sample++)
        {
            Widen(RandomInput());
        }
    }

    public ImageValue Image { get; }

    public IReadOnlyList<ImageStep> Steps => steps;

    public ImageValue Answer => steps[^1].Result;

    public int[] InputShape => [1, Image.Channels, Image.Height, Image.Width];

    public int Outputs => Answer.Count;

    // The peer puts the operands of sums and means on 8 bits too, and its 8-bit products saturate on some processors.
    public int AllowedSteps => 24;

    public float[] RandomInput() => [.. Enumerable.Range(0, Image.Count).Select(_ => (random.NextSingle() * 2) - 1)];

    /// <summary>A convolution, padded so that there is a result pixel per stride.</summary>
    public ImageValue Convolution(
        string key, ImageValue input, int outputs, (int Rows, int Columns, int Stride, int Groups) window,
        ImageActivation activation = ImageActivation.Relu)
    {
        var stride = window.Stride;
        return Convolution(input, new ImageValue(key, outputs, (input.Height + stride - 1) / stride, (input.Width + stride - 1) / stride), window, activation);
    }

    /// <summary>A convolution with a square kernel, without padding.</summary>
    public ImageValue Unpadded(string key, ImageValue input, int outputs, int kernel) => Convolution(
        input, new ImageValue(key, outputs, input.Height - kernel + 1, input.Width - kernel + 1), (kernel, kernel, 1, 1), ImageActivation.None);

    /// <summary>A linear layer of all values.</summary>
    public ImageValue Linear(string key, ImageValue input, int outputs, ImageActivation activation = ImageActivation.None) =>
        Convolution(input, new ImageValue(key, outputs, 1, 1), (input.Height, input.Width, 1, 1), activation);

    /// <summary>The largest value of every square.</summary>
    public ImageValue MaxPool(string name, ImageValue input, int size) =>
        Add(new MaxPoolStep(input, new ImageValue(name, input.Channels, input.Height / size, input.Width / size), size));

    /// <summary>A sum.</summary>
    public ImageValue Sum(string name, ImageValue left, ImageValue right, ImageActivation activation = ImageActivation.Relu) =>
        Add(new SumStep(left, right, left with { Name = name }, activation));

    /// <summary>The mean over the pixels.</summary>
    public ImageValue Mean(ImageValue input) => Add(new MeanStep(input, new ImageValue("mean", input.Channels, 1, 1)));

    /// <summary>The 8-bit grid of a value.</summary>
    public ActivationGrid GridOf(ImageValue value) => ActivationGrid.FromRange(ranges[value].Low, ranges[value].High);

    public Checkpoint ToCheckpoint() => new(steps.OfType<ConvolutionStep>().SelectMany(l => new[]
    {
        CheckpointTensor.Of(l.Key + ".weight", l.WeightShape, l.Weight),
        CheckpointTensor.Of(l.Key + ".bias", [l.Bias.Length], l.Bias),
        CheckpointTensor.Of(l.Key + ".input.range", [2], [ranges[l.Input].Low, ranges[l.Input].High]),
    }));

    public byte[] ToFloatOnnx() => ImageOnnx.Write(this, quantized: false);

    public byte[] ToQuantizedOnnx() => ImageOnnx.Write(this, quantized: true);

    private ImageValue Add(ImageStep step)
    {
        steps.Add(step);
        return step.Result;
    }

    private ImageValue Convolution(
        ImageValue input, ImageValue result, (int Rows, int Columns, int Stride, int Groups) window, ImageActivation activation)
    {
        var inputs = input.Channels / window.Groups * window.Rows * window.Columns;
        var (weight, bias) = (RandomValues(result.Channels * inputs, inputs), RandomValues(result.Channels, inputs));
        return Add(new ConvolutionStep(result.Name, input, result, window, weight, bias, activation));
    }

    private float[] RandomValues(int count, int inputs)
    {
        var bound = (float)Math.Sqrt(6.0 / inputs);
        return [.. Enumerable.Range(0, count).Select(_ => ((random.NextSingle() * 2) - 1) * bound)];
    }

    private void Widen(float[] image)
    {
        var values = new Dictionary<ImageValue, float[]> { [Image] = image };
        foreach (var step in steps)
        {
            var result = step.Run([.. step.Operands.Select(o => values[o])]);
            values[step.Result] = [.. result.Select(step.Activated)];
        }

        foreach (var (value, numbers) in values)
        {
            var (low, high) = ranges.GetValueOrDefault(value);
            ranges[value] = (Math.Min(low, numbers.Min()), Math.Max(high, numbers.Max()));
        }
    }
}
