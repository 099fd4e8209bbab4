using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Batch norm of the channels of an image <c>[C, H, W]</c>. Operands: x, weight, bias, running mean, running variance.
/// </summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">Share of a batch's statistics in the running ones, in training.</param>
internal sealed record BatchNorm2d(double Epsilon, double Momentum) : Operator, IBatchNorm
{
    public static readonly OperatorDefinition Definition = BatchNormRows.Of(
        "BatchNorm2d", "Normalises every channel with the mean and variance of the training data: `y = (x - mean) / sqrt(var + eps) * weight + bias`. Behind a convolution it is folded into its weights.", "channels",
        (_, epsilon, momentum) => new BatchNorm2d(epsilon, momentum)) with
    {
        Operands = [new("x", "`[numFeatures, height, width]`.")],
        Returns = "`[numFeatures, height, width]`.",
        Example = """
            private readonly Conv2d conv = new(3, 16, kernelSize: 3, padding: 1, bias: false);
            private readonly BatchNorm2d norm = new(16);

            private Value Forward([Input(3, 32, 32)] Value image) => Relu(norm.Forward(conv.Forward(image)));
            """,
        Samples =
        [
            OperatorSample.Of(Shape.Of(1, 3, 5)).With("numFeatures", 1),
            OperatorSample.Of(Shape.Of(19, 4, 3)).With("numFeatures", 19).With("eps", 0.01).With("momentum", 0.2),
        ],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        var (x, features) = (inputs[0].Shape, inputs[1].Shape.Columns);
        Expect.Float(inputs, "BatchNorm2d");
        return x.Rank == 3 && x.Named is null && x.Dimensions[0] == features
            ? inputs[0]
            : throw new ShapeException($"BatchNorm2d takes [{features}, height, width], and got {x}");
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var each = x.Shape[1] * x.Shape[2];
        return NumericArray.Fill(x.Shape, i =>
        {
            var c = i / each;
            return ((x.Data[i] - inputs[3].Data[c]) / Math.Sqrt(inputs[4].Data[c] + Epsilon) * inputs[1].Data[c]) + inputs[2].Data[c];
        });
    }

    public override string Torch(TorchContext context) => BatchNormRows.Torch(context, Epsilon, Momentum);

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var image = graph.Add(new Permute(ImageConvolution.ToChannelsLast), "image", inputs[0]);
        var norm = graph.Add(new BatchNorm1d(Epsilon, Momentum), "pixels", [image, .. inputs.Skip(1)]);
        return graph.Add(new Permute(ImageConvolution.ToChannelsFirst), "channels", norm);
    }
}
