using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>The functions of LaneMath: accuracy against double, and the same bits on every tier.</summary>
public sealed unsafe class LaneMathTests(ITestOutputHelper output)
{
    private const int Seed = 20250103;

    public static TheoryData<LaneTier> Tiers => LaneTypes.Tiers;

    public static TheoryData<LaneFunction> Functions => new(Enum.GetValues<LaneFunction>());

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Every_tier_gives_the_same_bits(LaneTier tier)
    {
        var samples = Samples();
        var expected = new Evaluation(samples);
        LaneTypes.Run(LaneTier.Portable, expected);
        var found = new Evaluation(samples);
        LaneTypes.Run(tier, found, output);
        foreach (var (function, values) in found.Results)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                var portable = expected.Results[function][i];
                Assert.True(
                    FloatSamples.SameBits(portable, values[i]),
                    $"{function}({samples[i]:R}): Portable {portable:R}, {tier} {values[i]:R}, seed {Seed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Results_are_accurate(LaneFunction function)
    {
        var samples = Samples();
        var evaluation = new Evaluation(samples);
        LaneTypes.Run(LaneTier.Portable, evaluation);
        var (worst, at) = (0.0, 0f);
        for (var i = 0; i < samples.Length; i++)
        {
            var (found, meaning) = (evaluation.Results[function][i], LaneFunctions.Meaning(function, samples[i]));
            if (LaneFunctions.Error(function, found, meaning) is var error && !(error <= worst))
            {
                (worst, at) = (error, samples[i]);
            }
        }

        output.WriteLine($"{function}: worst error {worst:g4} of the tolerance, at {at:R}");
        Assert.True(worst <= 1, $"{function}({at:R}): {worst} times the tolerance, seed {Seed}");
    }

    private static float[] Samples()
    {
        var around = new Random(Seed);
        var usual = Enumerable.Range(0, 8000).Select(_ => (float)((around.NextDouble() - 0.5) * 20));
        var wide = Enumerable.Range(0, 8000).Select(_ => (float)((around.NextDouble() - 0.5) * 240));
        float[] edges = [88.72283f, 88.72284f, 89f, 200f, -87.33655f, -87.4f, -103.97f, -103.98f, -104f, -200f, 1e-4f, -1e-4f, 9f, -9f, 4f];
        float[] all = [.. FloatSamples.Special, .. FloatSamples.Random(8000, Seed), .. usual, .. wide, .. edges];
        return all[..(all.Length / 16 * 16)];
    }

    private sealed class Evaluation(float[] samples) : ILaneAction
    {
        public Dictionary<LaneFunction, float[]> Results { get; } = [];

        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            foreach (var function in Enum.GetValues<LaneFunction>())
            {
                var results = new float[samples.Length];
                fixed (float* from = samples, to = results)
                {
                    for (var i = 0; i < samples.Length; i += 16)
                    {
                        TFloat.Store(LaneFunctions.Evaluate(function, TFloat.Load(from + i)), to + i);
                    }
                }

                Results[function] = results;
            }
        }
    }
}
