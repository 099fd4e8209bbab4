using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Random numbers whose seed is printed.</summary>
internal static class Seeded
{
    public static Random Random(ITestOutputHelper output) => new(Seeds.Next(output));

    public static float[] Floats(this Random random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)((random.NextDouble() * 2) - 1);
        return values;
    }
}
