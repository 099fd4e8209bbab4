using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>
/// Runs kernels in double while operators are lowered: what an operator asks of the primitives, without their code. Memory that was
/// not written, and what lies behind a value of varying length, is NaN.
/// </summary>
internal sealed partial class ExecutingContext(ModelGraph graph, SampleRun run) : LoweringContext
{
    private readonly List<double[]> buffers = [];
    private readonly Dictionary<string, double[]> sections = [];
    private readonly int[] places = new int[graph.Nodes.Count];
    private Node node = graph.Nodes[0];

    public override Node Node => node;

    public override ModelGraph Graph => graph;

    public override int Out => places[node.Id];

    /// <summary>Lowers the whole graph and returns the value of every node that is no parameter.</summary>
    public NumericArray?[] Run(params NumericArray[] inputs)
    {
        var values = new NumericArray?[graph.Nodes.Count];
        foreach (var next in graph.Nodes.Where(n => n.Operator is not Parameter))
        {
            node = next;
            places[node.Id] = Scratch(node.Name, BufferElement.Float32, node.Type.Shape);
            if (node.Operator is Input input) Store(inputs[input.Index].Data);
            else node.Operator.Lower(this);
            values[node.Id] = Value(node.Id);
        }

        return values;
    }

    public override int In(int input) => IsParameter(input)
        ? throw new InvalidOperationException($"{node} reads a parameter from a buffer")
        : places[node.Inputs[input]];

    public override MapOperand Operand(int input, Addressing addressing)
    {
        if (!IsParameter(input)) return MapOperand.Of(In(input), addressing);
        var parameter = ParameterOf(input);
        sections[parameter.Key] = run.Parameters[parameter.Key].Data;
        return MapOperand.Of(parameter.Key, addressing);
    }

    public override int Scratch(string name, BufferElement element, Shape shape)
    {
        buffers.Add(Enumerable.Repeat(double.NaN, shape.Elements).ToArray());
        return buffers.Count - 1;
    }

    public override void Alias(int input) => places[node.Id] = In(input);

    public override string KernelName(string suffix = "") => node.Name + suffix;

    public override string Section(string name, string kind, params Setting[] settings)
    {
        var section = new Section(name, kind, settings);
        var epsilon = double.Parse(section.Get("epsilon"), CultureInfo.InvariantCulture);
        double Parameter(string key, int i) => run.Parameters[$"{section.Get("norm")}.{key}"].Data[i];
        double Scale(int i) => Parameter("weight", i) / Math.Sqrt(Parameter("running_var", i) + epsilon);
        var length = run.Parameters[$"{section.Get("norm")}.weight"].Length;
        sections[name] = Enumerable.Range(0, length)
            .Select(i => kind == "norm-scale" ? Scale(i) : Parameter("bias", i) - (Parameter("running_mean", i) * Scale(i)))
            .ToArray();
        return name;
    }

    public override void EmitDot(int input, Parameter weight, Parameter? bias) => Evaluate();

    public override void EmitConvolution(ConvolutionWindow window, int groups, Parameter weight, Parameter? bias) => Evaluate();

    public override void EmitPool(ConvolutionWindow window, PoolKind kind) => Evaluate();

    public override void EmitLookup(int ids, Parameter table, Pooling pooling) => Evaluate();

    public override void EmitFakeQuantize(ActivationRecipe point, bool oneGrid) => Evaluate();

    public override void EmitTraining(TrainingOperator op) => Evaluate();

    private void Evaluate() => Store(node.Operator.Evaluate(node.Inputs.Select(Value).ToArray()).Data);

    private void Store(double[] data) => data.CopyTo(buffers[Out], 0);

    private NumericArray Value(int id)
    {
        if (graph[id].Operator is Parameter parameter) return run.Parameters[parameter.Key];
        var sizes = run.Sizes(graph[id].Type.Shape);
        return new NumericArray(sizes, buffers[places[id]].Take(sizes.Aggregate(1, (product, size) => product * size)).ToArray());
    }
}
