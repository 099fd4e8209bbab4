using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>A sample's network with random operands and parameters; prints the seed they are made from.</summary>
internal sealed class SampleRun
{
    private readonly Random random;

    public SampleRun(string name, int sample, ITestOutputHelper output)
    {
        random = new Random(Seeds.Next(output));
        Definition = CatalogueCases.Definition(name);
        var row = Definition.Samples[sample];
        Graph = SampleGraph.Build(Definition, row);
        output.WriteLine(Graph.ToString());
        Length = random.Next(0, 10);
        Inputs = row.Inputs.Select(type => Random(type, row.Low, row.High)).ToArray();
        Parameters = Graph.Parameters.Select(n => (Parameter)n.Operator).ToDictionary(p => p.Key, Random);
    }

    public OperatorDefinition Definition { get; }

    public ModelGraph Graph { get; }

    /// <summary>This sample's length of every axis of varying length, at most its maximum, 0 too.</summary>
    public int Length { get; }

    public NumericArray[] Inputs { get; }

    public Dictionary<string, NumericArray> Parameters { get; }

    /// <summary>The sizes that a value of <paramref name="shape"/> has in this sample.</summary>
    public int[] Sizes(Shape shape) => shape.Dimensions.Select(d => d.IsNamed ? Math.Min(d.Size, Length) : d.Size).ToArray();

    public NumericArray Random(TensorType type, double low, double high) =>
        NumericArray.Fill(Sizes(type.Shape), i => type.Element == ElementType.Int32
            ? random.Next((int)low, (int)high)
            : OffKinks(low + ((high - low) * random.NextDouble()), i));

    /// <summary>The values of all nodes of <paramref name="graph"/>, a rewritten form of this sample's.</summary>
    public NumericArray[] Run(ModelGraph graph, params NumericArray[] inputs)
    {
        var evaluator = new GraphEvaluator(graph);
        foreach (var parameter in Parameters) evaluator.Parameters[parameter.Key] = parameter.Value;
        return evaluator.RunAll(inputs.Length == 0 ? Inputs : inputs);
    }

    // No value within 5e-5 of a whole number, where activations have their kinks, and no two values equal or within 2e-6, where maxima have
    // theirs: differences are taken with a smaller step.
    private static double OffKinks(double value, int element) => ((2 * Math.Floor(value * 1024)) + 1) / 2048 + (element % 100 * 4e-6);

    // Variances are positive.
    private NumericArray Random(Parameter parameter) =>
        Random(parameter.Type, parameter.Key.EndsWith("running_var", StringComparison.Ordinal) ? 0.25 : -2, 2);
}
