using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Random numbers whose seed is printed; <c>COMPRESSDSL_SEED</c> repeats a run.</summary>
internal static class Seeded
{
    public static Random Random(ITestOutputHelper output)
    {
        var fixedSeed = Environment.GetEnvironmentVariable("COMPRESSDSL_SEED");
        var seed = fixedSeed is null ? Environment.TickCount : int.Parse(fixedSeed, System.Globalization.CultureInfo.InvariantCulture);
        output.WriteLine($"COMPRESSDSL_SEED={seed}");
        return new Random(seed);
    }

    public static float[] Floats(this Random random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)((random.NextDouble() * 2) - 1);
        return values;
    }
}
