using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>What batch norms share: their rows of the catalogue and their parameters.</summary>
internal static class BatchNormRows
{
    /// <summary>A row of the catalogue; example and samples are each norm's own.</summary>
    /// <param name="name">Name of the layer.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="each">What is normalised: features or channels.</param>
    /// <param name="make">The norm for a call, from epsilon and momentum.</param>
    public static OperatorDefinition Of(string name, string summary, string each, Func<CallSite, double, double, Operator> make) =>
        new(name, SurfaceKind.Layer, summary, call => AddTo(call, make(call, Expect.Between(call, "eps", 1e-12, 1), Expect.Between(call, "momentum", 0, 1))))
        {
            Family = "Normalization",
            Settings =
            [
                new("numFeatures", typeof(int), null, $"Number of {each}, at least 1."),
                new("eps", typeof(double), "1e-5", "Added to the variance, in [1e-12, 1]."),
                new("momentum", typeof(double), "0.1", "Share of a batch in the running statistics, in [0, 1]."),
            ],
            Int8 = "folded into the layer before it, else runs in float",
            Onnx = "BatchNormalization",
        };

    /// <summary>A norm of the first axis behind the batch, as TorchSharp has it.</summary>
    public static string Torch(TorchContext context, double epsilon, double momentum) =>
        $"functional.batch_norm({context.In(0)}, {context.In(3)}, {context.In(4)}, {context.In(1)}, {context.In(2)}, training, {Support.Literal.Of(momentum)}, {Support.Literal.Of(epsilon)})";

    /// <summary>Adds a norm with the parameters that PyTorch gives it.</summary>
    private static int AddTo(CallSite call, Operator norm)
    {
        var shape = Shape.Of(Expect.Size(call, "numFeatures"));
        return call.Add(
            norm,
            call.Operands[0],
            call.Parameter("weight", WeightKind.Vector, shape, Initializer.Constant(1)),
            call.Parameter("bias", WeightKind.Vector, shape, Initializer.Constant(0)),
            call.Parameter("running_mean", WeightKind.Statistic, shape, Initializer.Constant(0)),
            call.Parameter("running_var", WeightKind.Statistic, shape, Initializer.Constant(1)));
    }
}
