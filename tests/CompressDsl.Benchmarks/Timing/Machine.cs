using CompressDsl.Runtime.V1;

namespace CompressDsl.Benchmarks.Timing;

/// <summary>Names the machine that figures belong to.</summary>
internal static class Machine
{
    private const string LinuxProcessorFile = "/proc/cpuinfo";

    /// <summary>One line: processor, instruction sets in use, .NET.</summary>
    public static string Describe() =>
        $"# {Processor()}, int8 tier {LaneTiers.Best}, float tier {LaneTiers.BestFloat}, .NET {Environment.Version}";

    private static string Processor() => File.Exists(LinuxProcessorFile)
        ? File.ReadLines(LinuxProcessorFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown processor"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
}
