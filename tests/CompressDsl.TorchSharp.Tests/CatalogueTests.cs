using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Operators.Tests.Emission;
using TorchSharp;
using Xunit.Abstractions;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>Every operator of the catalogue, every sample: the module computes the operator's meaning.</summary>
public sealed class CatalogueTests(ITestOutputHelper log)
{
    private const int Batch = 3;
    private const double Tolerance = 1e-4;

    [Fact]
    public void The_module_of_every_operator_computes_its_meaning()
    {
        log.WriteLine($"TorchSharp {typeof(torch).Assembly.GetName().Version}, libtorch {torch.__version__}");
        var random = new Random(Seeds.Next(log));
        var cases = (
            from definition in OperatorCatalogue.All
            from sample in definition.Samples
            let graph = IndexResults.TakeOff(SampleGraph.Build(definition, sample)).Graph
            select (Definition: definition, Sample: sample, Graph: graph, Checkpoint: RandomWeights.For(graph, random))).ToList();
        var models = TorchModel.Many(cases.Select(c => c.Graph).ToList());
        var failures = new List<string>();
        for (var i = 0; i < cases.Count; i++)
        {
            var (definition, sample, graph, checkpoint) = cases[i];
            var name = $"{definition.Name} [{string.Join(", ", sample.Inputs)}] {string.Join(" ", sample.Settings)}";
            var length = random.Next(1, 12);
            var rows = Enumerable.Range(0, Batch).Select(_ => sample.Inputs.Select(t => RandomInputs.Of(t, random, length, sample.Low, sample.High)).ToArray()).ToArray();
            var module = models[i].Module(checkpoint);
            module.eval();
            if (!IsSame(checkpoint, models[i].Weights(module))) failures.Add(name + ": other weights come back");
            var outputs = TorchModel.Forward(module, [.. sample.Inputs.Select((t, n) => TensorOf([.. rows.Select(r => r[n])], t.Element))]);
            for (var row = 0; row < Batch; row++)
            {
                var expected = RandomWeights.Evaluator(graph, checkpoint).Run(rows[row]).SelectMany(o => o.Data).ToArray();
                var actual = outputs.SelectMany(o => o[row].detach().contiguous().data<float>().ToArray()).ToArray();
                if (Difference(expected, actual) is { } difference) failures.Add($"{name} row {row}: {difference}");
            }
        }

        log.WriteLine($"{cases.Count} cases");
        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(40)));
    }

    internal static torch.Tensor TensorOf(NumericArray[] rows, ElementType element)
    {
        long[] shape = [rows.Length, .. rows[0].Shape.Select(s => (long)s)];
        var values = rows.SelectMany(r => r.Data);
        return element == ElementType.Int32
            ? torch.tensor(values.Select(v => (long)v).ToArray()).reshape(shape)
            : torch.tensor(values.Select(v => (float)v).ToArray()).reshape(shape);
    }

    private static string? Difference(double[] expected, float[] actual)
    {
        if (expected.Length != actual.Length) return $"{actual.Length} numbers instead of {expected.Length}";
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance * (1 + Math.Abs(expected[i])))) return $"number {i} is {actual[i]:R}, the meaning {expected[i]:R}";
        }

        return null;
    }

    private static bool IsSame(Checkpoint a, Checkpoint b) =>
        a.Tensors.Count == b.Tensors.Count && a.Tensors.All(t => b.Find(t.Name) is { } other && other.Shape == t.Shape && other.Bytes.AsSpan().SequenceEqual(t.Bytes));
}
