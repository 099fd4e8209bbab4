using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Training;
using Xunit.Abstractions;
using AvgPoolOperator = CompressDsl.Generator.Operators.AvgPool2d;
using ConvolutionOperator = CompressDsl.Generator.Operators.Conv2d;
using MaxPoolOperator = CompressDsl.Generator.Operators.MaxPool2d;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>The generated forward and backward passes over a shard against the meaning of the same graphs.</summary>
public sealed unsafe class GeneratedGradientTests(ITestOutputHelper output)
{
    private const int Rows = 5;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Random_graphs(int seed)
    {
        output.WriteLine($"seed {seed}");
        Compare(new RandomGraph(seed).Build(10, 5), seed);
    }

    [Fact]
    public void Moves_norms_and_softmax()
    {
        var b = new NetworkBuilder();
        var x = b.Linear("fc1", b.Input(7), 20, NetworkBuilder.Float);
        var left = b.Add(new Slice(0, 0, 8), "left", x);
        var right = b.Add(new Slice(0, 8, 12), "right", x);
        var joined = b.Add(new Concat(0), "joined", b.Add(new Silu(), "silu", right), b.Add(new Softmax(-1), "softmax", left));
        var table = b.Add(new Transpose(0, 1), "turned", b.Add(new Reshape(Shape.Of(4, 5)), "table", joined));
        var rows = b.Linear("fc2", table, 6, NetworkBuilder.Float);
        var max = b.Add(new ReduceMax(0, false), "max", b.Add(new LeakyRelu(0.1), "leaky", rows));
        Compare(b.Build(b.Linear("head", max, 3, NetworkBuilder.Float)), 21);
    }

    [Fact]
    public void Convolutions()
    {
        var b = new NetworkBuilder();
        var window = new ConvolutionWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        var x = b.Add(new Reshape(Shape.Of(3, 7, 6)), "image", b.Input(126));
        var first = b.Add(new Relu(), "relu1", b.Convolution("conv1", x, new ConvolutionOperator(window, 1, true), 8));
        var second = b.Convolution("conv2", first, new ConvolutionOperator(window, 1, false), 8);
        var sum = b.Add(new Add(), "sum", first, second);
        var depthwise = b.Convolution("conv3", sum, new ConvolutionOperator(window with { StrideHeight = 2, StrideWidth = 2 }, 8, true), 8);
        var grouped = b.Convolution("conv4", depthwise, new ConvolutionOperator(new ConvolutionWindow(2, 1) { DilationHeight = 2 }, 2, true), 6);
        var pointwise = b.Convolution("conv5", grouped, new ConvolutionOperator(new ConvolutionWindow(1, 1), 1, true), 5);
        var flat = b.Add(new Flatten(), "flat", b.Add(new Tanh(), "tanh", pointwise));
        Compare(b.Build(b.Linear("head", flat, 3, NetworkBuilder.Float)), 31);
    }

    [Fact]
    public void Transposed_convolutions()
    {
        var b = new NetworkBuilder();
        var x = b.Add(new Reshape(Shape.Of(4, 3, 5)), "image", b.Input(60));
        var first = b.Add(new Tanh(), "tanh1", b.Transposed("up1", x, 6, ("kernelSize", 4), ("stride", 2), ("padding", 1)));
        var second = b.Add(new Tanh(), "tanh2", b.Transposed("up2", first, 4, ("kernelSize", 3), ("kernelWidth", 2), ("strideWidth", 3), ("groups", 2)));
        var third = b.Transposed("up3", second, 4, ("kernelSize", 2), ("groups", 4), ("dilation", 2), ("bias", false));
        Compare(b.Build(b.Linear("head", b.Add(new Flatten(), "flat", third), 3, NetworkBuilder.Float)), 51);
    }

    [Fact]
    public void Several_outputs_one_of_them_inside_the_other()
    {
        var b = new NetworkBuilder();
        var x = b.Input(7);
        var hidden = b.Add(new Tanh(), "tanh", b.Linear("fc1", x, 12, NetworkBuilder.Float));
        var head = b.Linear("head", hidden, 3, NetworkBuilder.Float);
        Compare(b.Build(head, hidden, x), 22);
    }

    [Fact]
    public void Poolings()
    {
        var b = new NetworkBuilder();
        var window = new ConvolutionWindow(3, 2) { StrideHeight = 2, PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 };
        var x = b.Add(new Reshape(Shape.Of(3, 7, 6)), "image", b.Input(126));
        var first = b.Convolution("conv1", x, new ConvolutionOperator(new ConvolutionWindow(1, 1), 1, true), 19);
        var second = b.Convolution("conv2", b.Add(new MaxPoolOperator(window), "max", first), new ConvolutionOperator(new ConvolutionWindow(1, 1), 1, true), 5);
        var wide = b.Add(new MaxPoolOperator(new ConvolutionWindow(2, 2) { DilationHeight = 2, DilationWidth = 3, PadTop = 1, PadLeft = 1 }), "dilated", second);
        var mean = b.Add(new AvgPoolOperator(window with { StrideHeight = 1 }, true), "mean", wide);
        var inside = b.Add(new AvgPoolOperator(window, false), "inside", mean);
        var flat = b.Add(new Flatten(), "flat", b.Add(new Tanh(), "tanh", inside));
        Compare(b.Build(b.Linear("head", flat, 3, NetworkBuilder.Float)), 41);
    }

    /// <summary>One row at a time in the reference; the sum of the gradients over all rows in the generated code.</summary>
    private static void Compare(ModelGraph graph, int seed)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(1, graph.Outputs.Count).Select(i => $"output{i}").ToArray();
        var network = TrainableModel.Of(graph, names).Network;
        var training = ReverseMode.Build(DeadValues.Remove(GraphExpander.Expand(graph, forTraining: true)));
        var parameters = RandomGraph.Values(graph, random);
        var inputs = Enumerable.Range(0, Rows).Select(_ => RandomGraph.Fill(graph[graph.Inputs[0]].Type.Shape, random)).ToArray();
        var seeds = graph.Outputs.Select(o => Enumerable.Range(0, Rows).Select(_ => RandomGraph.Fill(graph[o].Type.Shape, random)).ToArray()).ToArray();

        var expected = parameters.ToDictionary(p => p.Key, p => new double[p.Value.Length]);
        var outputs = graph.Outputs.Select(_ => new List<double>()).ToArray();
        for (var row = 0; row < Rows; row++)
        {
            var evaluator = new GraphEvaluator(training.Graph);
            foreach (var (key, value) in parameters) evaluator.Parameters[key] = value;
            var values = evaluator.RunAll([inputs[row], .. seeds.Select(s => s[row])]);
            for (var o = 0; o < outputs.Length; o++) outputs[o].AddRange(values[training.Outputs[o]].Data);
            foreach (var gradient in training.Gradients)
            {
                var sum = expected[((Parameter)training.Graph[gradient.Parameter].Operator).Key];
                foreach (var part in gradient.Contributions)
                {
                    for (var i = 0; i < sum.Length; i++) sum[i] += values[part].Data[i];
                }
            }
        }

        var memory = new NetworkParameters(network.Plan);
        var places = network.Plan.Parameters;
        for (var p = 0; p < places.Count; p++) Arranged(network, p, parameters[places[p].Key].Data).Select(v => (float)v).ToArray().CopyTo(memory.SpanOf(p));
        memory.Refresh();
        var gradients = new PinnedFloats(network.Plan.ParameterFloats);
        // What is stored and not added to may hold anything before.
        foreach (var (start, length) in network.Plan.StoredGradients) gradients.Slice(start, length).Fill(float.NaN);
        var actual = Run(network, memory, gradients, inputs, seeds);
        for (var o = 0; o < outputs.Length; o++) AssertClose(outputs[o], actual[o], names[o]);
        for (var p = 0; p < places.Count; p++)
            AssertClose(Arranged(network, p, expected[places[p].Key]), gradients.Slice(places[p].Offset, expected[places[p].Key].Length).ToArray(), places[p].Key);
    }

    // The graph that is trained reads a flattened image in another order than the declared one; convolutions are declared in theirs.
    private static double[] Arranged(TrainingNetwork network, int parameter, double[] values)
    {
        var weight = network.Plan.Recipe.Weights[parameter];
        return weight.Order is { } order && weight.Shape.Count == 2 ? order.Arrange(values) : values;
    }

    private static float[][] Run(TrainingNetwork network, NetworkParameters memory, PinnedFloats gradients, NumericArray[] inputs, NumericArray[][] seeds)
    {
        var batch = new Batch(new SampleShape(Features: inputs[0].Length), Rows + 1);
        foreach (var input in inputs)
        {
            var row = batch.AddRow(0, -1, []);
            input.Data.Select(v => (float)v).ToArray().CopyTo(batch.FeaturesOf(row));
        }

        var shard = new Shard(network.Plan, Rows + 2) { Parameters = memory.Effective, Gradients = gradients.Pointer, Settings = new PassSettings(true, false, false, true) };
        shard.SetRows(batch, 0, Rows);
        network.Forward(shard);
        var outputs = seeds.Select((_, o) => shard.OutputOf(o).ToArray()).ToArray();
        for (var o = 0; o < seeds.Length; o++) seeds[o].SelectMany(s => s.Data.Select(v => (float)v)).ToArray().CopyTo(shard.OutputGradientOf(o));
        network.Backward(shard);
        GC.KeepAlive(gradients);
        return outputs;
    }

    private static void AssertClose(IReadOnlyList<double> expected, float[] actual, string what)
    {
        Assert.Equal(expected.Count, actual.Length);
        for (var i = 0; i < actual.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-5 * (1 + Math.Abs(expected[i])), $"{what}[{i}] is {actual[i]}, expected {expected[i]}");
    }
}
