using System.Globalization;
using Xunit.Abstractions;

namespace CompressDsl.Tests.Shared;

/// <summary>The seed of a random test: a new one every run, printed; <c>COMPRESSDSL_SEED</c> repeats a run.</summary>
internal static class Seeds
{
    public static int Next(ITestOutputHelper log)
    {
        var seed = Environment.GetEnvironmentVariable("COMPRESSDSL_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next(1, 1_000_000);
        log.WriteLine($"seed {seed} (set COMPRESSDSL_SEED to run with it again)");
        return seed;
    }
}
