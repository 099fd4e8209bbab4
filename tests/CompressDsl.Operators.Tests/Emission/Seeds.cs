using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>A new seed for every run, printed, and the way to run with it again.</summary>
internal static class Seeds
{
    public static int Next(ITestOutputHelper log)
    {
        var seed = Environment.GetEnvironmentVariable("COMPRESSDSL_SEED") is { } given ? int.Parse(given) : Random.Shared.Next(1, 1_000_000);
        log.WriteLine($"seed {seed} (set COMPRESSDSL_SEED to run with it again)");
        return seed;
    }
}
