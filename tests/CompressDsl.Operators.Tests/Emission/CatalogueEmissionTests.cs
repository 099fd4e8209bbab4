using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Every operator of the catalogue, every sample: generated code computes the meaning, on every instruction set.</summary>
public sealed class CatalogueEmissionTests(ITestOutputHelper log)
{
    [Fact]
    public void Generated_code_of_every_operator_computes_its_meaning_on_every_tier()
    {
        var seed = Seeds.Next(log);
        var random = new Random(seed);
        var cases = (
            from definition in OperatorCatalogue.All
            from sample in definition.Samples
            let graph = IndexResults.TakeOff(SampleGraph.Build(definition, sample)).Graph
            select (Definition: definition, Sample: sample, Graph: graph, Checkpoint: RandomWeights.For(graph, random))).ToList();
        Assert.NotEmpty(cases);
        var networks = CompiledNetwork.Many(cases.Select(c => (c.Graph, (Checkpoint?)c.Checkpoint)).ToList());
        var failures = new List<string>();
        for (var i = 0; i < cases.Count; i++)
        {
            var (definition, sample, graph, checkpoint) = cases[i];
            var length = random.Next(1, 12);
            var inputs = sample.Inputs.Select(t => RandomInputs.Of(t, random, length, sample.Low, sample.High)).ToArray();
            var expected = RandomWeights.Evaluator(graph, checkpoint).Run(inputs).SelectMany(o => o.Data).ToArray();
            foreach (var problem in Complaints(networks[i].Default, inputs, graph, new Expectation(expected, definition.Tolerance)))
                failures.Add($"{definition.Name} [{string.Join(", ", sample.Inputs.Select(t => t.ToString()))}] {string.Join(" ", sample.Settings)} length {length}: {problem}");
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(40)));
    }

    private static IEnumerable<string> Complaints(IModel model, NumericArray[] inputs, ModelGraph graph, Expectation expected)
    {
        float[]? first = null;
        foreach (var tier in LaneTiers.Supported)
        {
            var output = new float[expected.Values.Length];
            string? thrown = null;
            try
            {
                RandomInputs.Infer(CompiledNetwork.ForTier(model, tier), inputs, graph, output);
            }
            catch (Exception e)
            {
                thrown = $"{tier} threw {e.GetType().Name}: {e.Message}";
            }

            if (thrown is not null)
            {
                yield return thrown;
                continue;
            }

            for (var n = 0; n < output.Length; n++)
            {
                var allowed = expected.Tolerance * (1 + Math.Abs(expected.Values[n]));
                if (Math.Abs(output[n] - expected.Values[n]) <= allowed) continue;
                yield return $"{tier} output {n} is {output[n]:R}, the meaning {expected.Values[n]:R}";
                break;
            }

            first ??= output;
            var sums = graph.Nodes.Any(n => n.Operator is Generator.Operators.ILinearMap);
            if (!sums && !first.SequenceEqual(output)) yield return $"{tier} differs from {LaneTiers.Supported[0]}";
        }
    }

    private sealed record Expectation(double[] Values, double Tolerance);
}
