using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>What softmax and its logarithm share.</summary>
/// <param name="Axis">The axis along which the result sums to 1; negative ones count from the end.</param>
internal abstract record SoftmaxOperator(int Axis) : Operator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        // The reductions know what they can do.
        new ReduceSum(Axis, true).Infer(inputs);
        return inputs[0];
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var axis = (Axis + x.Shape.Length) % x.Shape.Length;
        return NumericArray.Fill(x.Shape, flat =>
        {
            var index = NumericArray.IndexOf(x.Shape, flat);
            var sum = 0.0;
            for (var i = 0; i < x.Shape[axis]; i++)
            {
                index[axis] = i;
                sum += Math.Exp(x[index] - x.Data[flat]);
            }

            return Meaning(1 / sum);
        });
    }

    /// <summary>The result for a probability.</summary>
    protected abstract double Meaning(double probability);

    // The maximum is subtracted so that no exponential overflows; the result does not depend on it, so no gradient flows there.
    protected int Shifted(GraphBuilder graph, int x)
    {
        var largest = graph.Add(new ReduceMax(Axis, true), "max", x);
        return graph.Add(new Sub(), "shifted", x, graph.Add(new Detach(), "detached", largest));
    }

    /// <summary>A row of the catalogue.</summary>
    protected static OperatorDefinition Define(string name, string summary, Func<int, SoftmaxOperator> make) =>
        new(name, SurfaceKind.Function, summary, call => call.Apply(make(call.Int("axis"))))
        {
            Family = "Softmax",
            Operands = [new("x", "At least one axis.")],
            Returns = "The operand's shape.",
            Settings = [Operators.Define.Axis("-1", "Axis along which the probabilities sum to 1")],
            Example = $"private Value Forward([Input(10)] Value logits) => {name}(logits);",
            Onnx = name,
            Samples =
            [
                OperatorSample.Of(Shape.Of(37)),
                OperatorSample.Of(Shape.Of(5, 18)),
                OperatorSample.Of(Shape.Of(3, 4, 5)).With("axis", 1),
                OperatorSample.Of(Operators.Define.Tokens(9, 7)).With("axis", 0),
                OperatorSample.Of(Operators.Define.Tokens(9, 7)),
            ],
        };
}
