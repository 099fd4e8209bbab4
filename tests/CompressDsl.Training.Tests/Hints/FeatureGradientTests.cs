using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Hints;

/// <summary>A loss at a value inside a generated network moves the parameters before it as central differences say.</summary>
public sealed unsafe class FeatureGradientTests(ITestOutputHelper output)
{
    private const int Rows = 6;
    private const float Step = 2e-3f;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    public void Gradients_of_features_are_central_differences(bool images, int seed)
    {
        output.WriteLine($"seed {seed}");
        var network = (images ? HintModels.Images : HintModels.Spirals).Network("Student");
        var data = images ? Problems.Lines(Rows, (ulong)seed) : Problems.Spirals(Rows, (ulong)seed);
        var parameters = new NetworkParameters(network.Plan);
        parameters.Start((ulong)seed);
        var gradients = new PinnedFloats(network.Plan.ParameterFloats);
        var shard = Shard(network, data, parameters, gradients);
        var factors = Factors(network.Plan, (ulong)seed);
        Loss(network, shard, factors);
        for (var f = 0; f < network.Plan.Features.Count; f++) factors[f].AsSpan(0, shard.FeatureGradientOf(f).Length).CopyTo(shard.FeatureGradientOf(f));
        for (var o = 0; o < network.Plan.Outputs.Count; o++) shard.OutputGradientOf(o).Clear();
        network.Backward(shard);

        var checkedOnes = 0;
        for (var p = 0; p < network.Plan.Parameters.Count; p++)
        {
            var values = parameters.SpanOf(p);
            var gradient = gradients.Slice(network.Plan.Parameters[p].Offset, values.Length);
            for (var i = 0; i < values.Length; i += 1 + (values.Length / 10))
            {
                if (network.Plan.Parameters[p].Key.Contains("running", StringComparison.Ordinal)) continue;
                var (up, down) = (Slope(() => Loss(network, shard, factors), ref values[i], Step), Slope(() => Loss(network, shard, factors), ref values[i], -Step));
                var numeric = (up + down) / 2;
                if (Math.Abs(up - down) > 0.02 * (1 + Math.Abs(numeric))) continue; // a kink
                Assert.True(Math.Abs(numeric - gradient[i]) <= 0.04 * (1 + Math.Abs(numeric)), $"{network.Plan.Parameters[p].Key}[{i}]: {gradient[i]}, not {numeric}");
                checkedOnes++;
            }
        }

        Assert.True(checkedOnes > 40, $"{checkedOnes} parameters were looked at");
    }

    [Fact]
    public void A_value_that_is_learned_from_has_no_gradient()
    {
        var plan = HintModels.Spirals.Network("Student").Plan;
        Assert.Equal(["early", "trunk", "second", "second", "head"], plan.Features.Select(f => f.Field));
        Assert.Equal([true, true, true, true, false], plan.Features.Select(f => f.Gradient >= 0));
        Assert.Equal(["blocks.1", "blocks.2"], HintModels.Spirals.Network("Teacher").Plan.Features.Select(f => f.Field));
        Assert.All(HintModels.Spirals.Network("Teacher").Plan.Features, f => Assert.Equal(-1, f.Gradient));
    }

    [Fact]
    public void Images_have_their_channels_last()
    {
        var features = HintModels.Images.Network("Student").Plan.Features;
        Assert.Equal(["[6, 6, 4]", "[6, 6, 6]", "[3, 3, 6]", "[2]"], features.Select(f => f.Shape.ToString()));
        Assert.DoesNotContain("Places", HintModels.Images.Files["Demo.Student.Training.g.cs"], StringComparison.Ordinal);
    }

    private static Shard Shard(TrainingNetwork network, InMemoryDataset data, NetworkParameters parameters, PinnedFloats gradients)
    {
        var batch = new Batch(data.Shape, Rows);
        for (var i = 0; i < Rows; i++) data.Append(i, batch);
        var shard = new Shard(network.Plan, Rows) { Parameters = parameters.Effective, Gradients = gradients.Pointer, Settings = new PassSettings(true, false, false, false) };
        shard.SetRows(batch, 0, Rows);
        return shard;
    }

    /// <summary>Where something is learned, the value times a random factor, added up.</summary>
    private static float[][] Factors(NetworkPlan plan, ulong seed)
    {
        var random = new CounterRandom(seed, 77);
        return [.. plan.Features.Select(f => Enumerable.Range(0, f.Gradient < 0 ? 0 : Rows * f.Shape.Length).Select(_ => (float)random.NextNormal()).ToArray())];
    }

    private static double Loss(TrainingNetwork network, Shard shard, float[][] factors)
    {
        network.Forward(shard);
        var loss = 0.0;
        for (var f = 0; f < factors.Length; f++)
        {
            for (var i = 0; i < factors[f].Length; i++) loss += (double)factors[f][i] * shard.FeatureOf(f)[i];
        }

        return loss;
    }

    private static double Slope(Func<double> loss, ref float value, float step)
    {
        var (old, before) = (value, loss());
        value += step;
        var after = loss();
        var taken = (double)value - old;
        value = old;
        return (after - before) / taken;
    }
}
