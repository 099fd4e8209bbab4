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

    /// <summary>A convolution with padding, then a ReLU.</summary>
    public ImageValue Convolution(
        string key, ImageValue input, int outputs, (int Rows, int Columns, int Stride, int Groups) window, bool relu = true)
    {
        var (stride, groups) = (window.Stride, window.Groups);
        var result = new ImageValue(key, outputs, (input.Height + stride - 1) / stride, (input.Width + stride - 1) / stride);
        var inputs = input.Channels / groups * window.Rows * window.Columns;
        var (weight, bias) = (RandomValues(outputs * inputs, inputs), RandomValues(outputs, inputs));
        return Add(new ConvolutionStep(key, input, result, window, weight, bias, relu));
    }

    /// <summary>A linear layer, the last one.</summary>
    public ImageValue Linear(string key, ImageValue input, int outputs) => Convolution(key, input, outputs, (1, 1, 1, 1), relu: false);

    /// <summary>A sum, then a ReLU.</summary>
    public ImageValue Sum(string name, ImageValue left, ImageValue right) => Add(new SumStep(left, right, left with { Name = name }, true));

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
            values[step.Result] = step.Relu ? [.. result.Select(v => Math.Max(0, v))] : result;
        }

        foreach (var (value, numbers) in values)
        {
            var (low, high) = ranges.GetValueOrDefault(value);
            ranges[value] = (Math.Min(low, numbers.Min()), Math.Max(high, numbers.Max()));
        }
    }
}
