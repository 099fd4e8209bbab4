using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Values stay on their 8-bit grid from layer to layer: the same bits on every instruction set, near the meaning.</summary>
public sealed class ByteNetworkTests(ITestOutputHelper log)
{
    private const int Samples = 3;

    private static readonly Compression Bytes = new(8);

    public static TheoryData<string> Networks => [.. Builders.Keys];

    private static Dictionary<string, Func<LayerStack, int, int>> Builders => new()
    {
        ["residual"] = (l, x) =>
        {
            var stem = l.Relu(l.Conv(x, "stem", 18, 3));
            var sum = l.Relu(l.Add(l.Conv(l.Relu(l.Conv(stem, "a", 18, 3)), "b", 18, 3), stem));
            return l.Head(l.Relu(l.Conv(sum, "c", 20, 3)));
        },
        ["residual with norms and a strided skip"] = (l, x) =>
        {
            var stem = l.Relu(l.Norm(l.Conv(x, "stem", 16, 3)));
            var skip = l.Norm(l.Conv(stem, "skip", 33, 1, stride: 2));
            var sum = l.Relu(l.Add(skip, l.Norm(l.Conv(l.Relu(l.Norm(l.Conv(stem, "a", 33, 3, stride: 2))), "b", 33, 3))));
            return l.Head(l.Relu(l.Conv(sum, "c", 8, 3)));
        },
        ["a sum that is pooled"] = (l, x) =>
        {
            var stem = l.Relu(l.Conv(x, "stem", 16, 3));
            var sum = l.Relu(l.Add(l.Conv(stem, "a", 16, 3), stem));
            return l.Dense(l.Pool(sum), "head", 5);
        },
        ["concatenation"] = (l, x) =>
        {
            var a = l.Relu(l.Conv(x, "a", 10, 3));
            var b = l.Relu(l.Conv(a, "b", 7, 3));
            return l.Head(l.Relu(l.Conv(l.Concat(a, b), "c", 18, 3)));
        },
        ["squeeze and excite"] = (l, x) =>
        {
            var wide = l.Relu(l.Conv(x, "wide", 20, 3));
            var gate = l.Sigmoid(l.Conv(l.Relu(l.Conv(l.Pool(wide, keepDim: true), "squeeze", 5, 1)), "excite", 20, 1));
            return l.Head(l.Relu(l.Conv(l.Mul(l.Relu(l.Conv(wide, "side", 20, 3)), gate), "project", 9, 1)));
        },
        ["a value with three readers"] = (l, x) =>
        {
            var stem = l.Relu(l.Conv(x, "stem", 12, 3));
            var pooled = l.Dense(l.Pool(stem), "pooled", 5);
            return l.Add(l.Head(l.Relu(l.Add(l.Conv(stem, "a", 12, 3), l.Sigmoid(stem)))), pooled);
        },
        ["a largest value"] = (l, x) => l.Head(l.Relu(l.Conv(l.MaxPool(l.Relu(l.Conv(x, "a", 10, 3))), "b", 18, 3))),
        ["a mean of neighbours"] = (l, x) => l.Head(l.Relu(l.Conv(l.AvgPool(l.Relu(l.Conv(x, "a", 10, 3))), "b", 18, 3))),
        ["a mean of the image"] = (l, x) => l.Head(l.GlobalPool(l.Relu(l.Conv(x, "a", 10, 3)))),
        ["a mean of an image that others read"] = (l, x) =>
        {
            var stem = l.Relu(l.Conv(x, "a", 10, 3));
            var all = l.Graph.Add(new Flatten(), "all", l.Relu(l.Conv(stem, "b", 3, 3)));
            return l.Add(l.Head(l.GlobalPool(stem)), l.Dense(all, "other", 5));
        },
        ["a larger image"] = (l, x) =>
        {
            var stem = l.Relu(l.Conv(x, "a", 10, 3));
            var low = l.Upsample(l.Relu(l.Conv(stem, "b", 10, 3)));
            return l.Head(l.Relu(l.Conv(l.Concat(low, l.Upsample(stem)), "c", 18, 3)));
        },
        ["a padded image"] = (l, x) => l.Head(l.Relu(l.Conv(l.Pad(l.Relu(l.Conv(x, "a", 10, 3))), "b", 18, 3))),
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_is_its_meaning_on_every_tier(string name)
    {
        var random = new Random(Seeds.Next(log));
        var (graph, checkpoint) = MultilayerTests.Ready(Build(name), random);
        var compiled = CompiledNetwork.Of(graph, checkpoint);
        for (var sample = 0; sample < Samples; sample++)
        {
            var shape = graph[graph.Inputs[0]].Type.Shape;
            var input = RandomWeights.Floats(random, shape.Elements);
            var expected = Deployed.Run(graph, checkpoint, RandomWeights.Array(input, shape.Dimensions.Select(d => d.Size).ToArray()));
            var outputs = LaneTiers.Supported
                .Select(tier => Run(CompiledNetwork.ForTier(compiled.Default, tier), input, expected.Length)).ToList();
            Assert.All(outputs, o => Assert.Equal(outputs[0], o));
            var size = expected.Max(Math.Abs);
            for (var n = 0; n < expected.Length; n++)
            {
                var distance = Math.Abs(expected[n] - outputs[0][n]);
                Assert.True(distance <= 0.03 * size, $"output {n} is {outputs[0][n]}, the meaning {expected[n]}");
            }
        }
    }

    [Fact]
    public void Every_reader_of_a_value_takes_it_from_its_grid()
    {
        var compressed = Passes.Compress(Build("residual"));
        var points = compressed.Nodes.Where(n => n.Operator is FakeQuantize).ToList();
        var sum = compressed.Nodes.Single(n => n.Operator is Add);
        Assert.Contains(sum.Inputs, i => points.Any(p => p.Id == i && ((FakeQuantize)p.Operator).Key == "a.input"));
        Assert.All(points, p => Assert.Equal([p.Id], compressed.Users(p.Inputs[0])));
    }

    [Fact]
    public void Parts_of_a_concatenation_have_one_grid()
    {
        var compressed = Passes.Compress(Build("concatenation"));
        var concat = compressed.Nodes.Single(n => n.Operator is Concat);
        var keys = concat.Inputs.Select(i => Assert.IsType<FakeQuantize>(compressed[i].Operator).Key).ToList();
        Assert.Single(keys.Distinct());
        Assert.IsType<Convolution>(compressed[compressed.Users(concat.Id).Single()].Operator);
    }

    [Fact]
    public void A_residual_sum_needs_no_kernel_of_its_own()
    {
        var program = Lowerer.Lower(Passes.Compress(Build("residual")), "Demo.M");
        Assert.Empty(program.Steps.OfType<MapPrimitive>());
        var sum = Assert.Single(program.Steps.OfType<DotPrimitive>(), d => d.Epilogue.Residual is not null);
        Assert.Equal(EpilogueKind.Requantize, sum.Epilogue.Kind);
        Assert.NotNull(sum.Epilogue.Residual!.Grid);
        Assert.Equal(0, sum.Epilogue.Low);
    }

    [Theory]
    [InlineData("a largest value")]
    [InlineData("a mean of neighbours")]
    [InlineData("a larger image")]
    public void Poolings_between_layers_work_on_bytes(string name)
    {
        var program = Lowerer.Lower(Passes.Compress(Build(name)), "Demo.M");
        Assert.Single(program.Steps.OfType<QuantizePrimitive>());
        Assert.Empty(program.Steps.OfType<MapPrimitive>());
        Assert.DoesNotContain(program.Steps.Skip(2).SkipLast(1), s => program.Buffers[s.Output].Element != BufferElement.UInt8);
    }

    [Theory]
    [InlineData("residual")]
    [InlineData("residual with norms and a strided skip")]
    [InlineData("a largest value")]
    [InlineData("a mean of neighbours")]
    public void Sums_and_poolings_that_cost_no_float_kernel_are_not_reported(string name) =>
        Assert.Empty(FloatOperators.Of(Build(name), Passes.Compress(Build(name))));

    private static ModelGraph Build(string name)
    {
        var layers = new LayerStack(name, Bytes);
        var image = layers.Graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 8, 7))), "image");
        return layers.Graph.Build(Builders[name](layers, image));
    }

    private static float[] Run(IModel model, float[] input, int length)
    {
        var output = new float[length];
        model.Infer(input.AsSpan(), output);
        return output;
    }
}
