using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Kernels write images where the convolutions behind them want them: inside a border.</summary>
public sealed class BorderTests(ITestOutputHelper log)
{
    private static Dictionary<string, Func<LayerStack, int, int>> Builders => new()
    {
        ["residual"] = (l, x) =>
        {
            var stem = l.Relu(l.Conv(x, "stem", 18, 3));
            var sum = l.Relu(l.Add(l.Conv(l.Relu(l.Conv(stem, "a", 18, 3)), "b", 18, 3), stem));
            return l.Head(l.Relu(l.Conv(l.MaxPool(sum), "c", 20, 3)));
        },
        ["pooled and joined"] = (l, x) =>
        {
            var stem = l.Relu(l.Conv(l.AvgPool(x), "stem", 10, 3));
            var wide = l.Concat(l.Upsample(l.MaxPool(stem)), l.Upsample(l.MaxPool(l.Relu(l.Conv(stem, "a", 7, 3)))));
            return l.Head(l.Relu(l.Conv(wide, "b", 18, 3)));
        },
        ["windows of one row"] = (l, x) => l.Head(l.Relu(l.RowConv(l.Relu(l.RowConv(l.Relu(l.RowConv(x, "a", 80)), "b", 83)), "c", 4))),
    };

    public static TheoryData<string, int> Networks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Builders.Keys)
            {
                data.Add(name, 8);
                data.Add(name, 32);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Images_are_written_inside_their_borders(string name, int bits)
    {
        var program = Lowerer.Lower(Passes.Compress(Build(Builders[name], bits)), "Demo.M");
        Assert.NotEmpty(program.Steps.OfType<PadPrimitive>());
        Assert.All(program.Steps.OfType<PadPrimitive>(), p => Assert.Null(p.Input));
        AssertApart(program);
        AssertIsMeaning(Build(Builders[name], bits));
    }

    [Fact]
    public void An_image_that_is_read_with_two_borders_is_copied_into_one_of_them()
    {
        static int Two(LayerStack l, int x)
        {
            var stem = l.Relu(l.Conv(x, "stem", 18, 3));
            return l.Head(l.Relu(l.Add(l.Conv(stem, "a", 18, 3), l.Conv(stem, "b", 18, 5))));
        }

        var program = Lowerer.Lower(Passes.Compress(Build(Two, 8)), "Demo.M");
        Assert.Single(program.Steps.OfType<PadPrimitive>(), p => p.Input is not null);
        AssertApart(program);
        AssertIsMeaning(Build(Two, 8));
    }

    private static ModelGraph Build(Func<LayerStack, int, int> layers, int bits)
    {
        var stack = new LayerStack("Bordered", new Compression(bits));
        return stack.Graph.Build(layers(stack, stack.Graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 8, 10))), "image")));
    }

    /// <summary>No two values that are needed at the same time share memory, and an image stays inside its own.</summary>
    private static void AssertApart(KernelProgram program)
    {
        int Owner(int id) => program.Buffers[id].View?.Buffer ?? id;
        var lives = program.Steps
            .SelectMany((step, at) => step.Reads.Append(step.Output).Select(id => (Id: Owner(id), At: at)))
            .GroupBy(t => t.Id).Where(g => program.Buffers[g.Key].Role == BufferRole.Scratch)
            .Select(g => (Buffer: program.Buffers[g.Key], First: g.Min(t => t.At), Last: g.Max(t => t.At))).ToList();
        foreach (var a in lives)
        {
            foreach (var b in lives.Where(b => b.Buffer.Id > a.Buffer.Id && b.First <= a.Last && a.First <= b.Last))
            {
                var apart = a.Buffer.Offset + a.Buffer.Bytes <= b.Buffer.Offset || b.Buffer.Offset + b.Buffer.Bytes <= a.Buffer.Offset;
                Assert.True(apart, $"{a.Buffer.Name} and {b.Buffer.Name} share memory");
            }
        }

        foreach (var inside in program.Buffers.Where(b => b.View is not null))
        {
            var outside = program.Buffers[inside.View!.Buffer];
            var end = inside.View.Start + ((inside.Shape.Dimensions[0].Size - 1) * inside.View.RowStep) + inside.RowLength;
            Assert.InRange(end, 0, outside.Length);
            Assert.Equal(outside.Offset + (inside.View.Start * inside.ElementBytes), inside.Offset);
        }
    }

    private void AssertIsMeaning(ModelGraph network)
    {
        var random = new Random(Seeds.Next(log));
        var (graph, checkpoint) = MultilayerTests.Ready(network, random);
        var session = CompiledNetwork.Of(graph, checkpoint).Default;
        var shape = graph[graph.Inputs[0]].Type.Shape;
        for (var sample = 0; sample < 2; sample++)
        {
            var input = RandomWeights.Floats(random, shape.Elements);
            var expected = Deployed.Run(graph, checkpoint, RandomWeights.Array(input, shape.Dimensions.Select(d => d.Size).ToArray()));
            var output = new float[expected.Length];
            session.Infer(input.AsSpan(), output);
            var size = expected.Max(Math.Abs);
            for (var n = 0; n < expected.Length; n++)
                Assert.True(Math.Abs(expected[n] - output[n]) <= 0.03 * size, $"output {n} is {output[n]}, the meaning {expected[n]}");
        }
    }
}
