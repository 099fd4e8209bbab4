using CompressDsl.Training;

namespace CompressDsl.Benchmarks;

/// <summary>The convolutions of a training step of ResNet-8 (batch 32, one thread): forward and both gradients of every layer.</summary>
internal static unsafe class ConvolutionLayers
{
    private const int Batch = 32;
    private const int Rounds = 40;

    private static readonly (string Name, ConvolutionShape Shape)[] Layers =
    [
        ("stem", Square(32, 3, 16, 3, 1)),
        ("conv11", Square(32, 16, 16, 3, 1)),
        ("conv12", Square(32, 16, 16, 3, 1)),
        ("conv21", Square(32, 16, 32, 3, 2)),
        ("conv22", Square(16, 32, 32, 3, 1)),
        ("short2", Square(32, 16, 32, 1, 2)),
        ("conv31", Square(16, 32, 64, 3, 2)),
        ("conv32", Square(8, 64, 64, 3, 1)),
        ("short3", Square(16, 32, 64, 1, 2)),
    ];

    /// <summary>Prints <c>convolution-LAYER, gflops forward, of the weights, of the images, share of the FMA peak</c>, and the same for all layers.</summary>
    public static void Print(TextWriter writer)
    {
        writer.WriteLine("convolution\tforward\tweights\timages\tpeak\tshare");
        var all = new Passes(0, 0, 0, 0);
        var ideal = 0.0;
        foreach (var (name, shape) in Layers)
        {
            var passes = Measure(shape, isFirst: name == "stem");
            var peak = FmaPeak.Measure(Rounds);
            Write(writer, name, passes, peak);
            all = new Passes(all.Work + passes.Work, all.Forward + passes.Forward, all.Weights + passes.Weights, all.Images + passes.Images);
            ideal += passes.WorkOfAll / peak;
        }

        writer.WriteLine(FormattableString.Invariant($"convolutions-of-a-step\t{all.Total:0} ns\t\t\t\t{ideal / all.Total:0.00}"));
    }

    private static Passes Measure(ConvolutionShape shape, bool isFirst)
    {
        var (images, results, weights) = (Batch * shape.ImageLength, Batch * shape.ResultLength, shape.Outputs * shape.Depth);
        float* x = ProductArrays.Make(images, 1), w = ProductArrays.Make(weights, 2), y = ProductArrays.Make(results, 3);
        float* dx = ProductArrays.Make(images, 4), dw = ProductArrays.Make(weights, 5), dy = ProductArrays.Make(results, 6);
        var (forward, ofWeights) = BestOf.Nanoseconds(
            Rounds, 1, () => ImageConvolution.Forward(x, w, null, y, shape), () => ImageConvolution.WeightGradient(dy, x, dw, shape));
        var ofImages = isFirst ? 0 : BestOf.Nanoseconds(Rounds, 1, () => ImageConvolution.InputGradient(dy, w, dx, shape));
        return new Passes(2.0 * results * shape.Depth, forward, ofWeights, ofImages);
    }

    private static void Write(TextWriter writer, string name, Passes p, double peak)
    {
        var images = p.Images > 0 ? FormattableString.Invariant($"{p.Work / p.Images:0.0}") : "-";
        writer.WriteLine(FormattableString.Invariant(
            $"{name}\t{p.Work / p.Forward:0.0}\t{p.Work / p.Weights:0.0}\t{images}\t{peak:0.0}\t{p.WorkOfAll / peak / p.Total:0.00}"));
    }

    private static ConvolutionShape Square(int size, int inputs, int outputs, int kernel, int stride) => new()
    {
        Rows = Batch, Height = size, Width = size, Inputs = inputs, Outputs = outputs, Kernel = (kernel, kernel), Stride = (stride, stride),
        Padding = stride == 1 ? (kernel / 2, kernel / 2) : (0, 0), Dilation = (1, 1), Result = (size / stride, size / stride), Groups = 1,
    };

    /// <summary>Floating-point operations of one pass, and the nanoseconds of the three passes (0 where there is none).</summary>
    private readonly record struct Passes(double Work, double Forward, double Weights, double Images)
    {
        public double Total => Forward + Weights + Images;

        public double WorkOfAll => Work * (Images > 0 ? 3 : 2);
    }
}
