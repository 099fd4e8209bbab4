using System.Globalization;
using CompressDsl.Benchmarks.Timing;

namespace CompressDsl.Benchmarks.Start;

/// <summary><c>-- start</c>: the first call of a fresh process and its memory, compiled at run time and ahead of it.</summary>
internal static class StartCommand
{
    private const int Rounds = 15;
    private const string Inputs = "490";
    private const string Outputs = "10";

    private static readonly (string Name, string[] Options)[] Kinds =
    [
        ("jit", []),
        ("native-aot", Ahead()),
        ("native-aot-x86-64-v3", [.. Ahead(), "-p:IlcInstructionSet=x86-64-v3"]),
    ];

    /// <summary>Prints a line per way to publish: medians over fresh processes, and the memory of one that never calls the network.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"# DS-CNN of samples/KeywordSpotting, medians of {Rounds} processes");
        Console.WriteLine("name\tfirst_ms\tcall_us\tallocated_bytes\tpeak_mb\tidle_peak_mb");
        var folder = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            foreach (var (name, options) in Kinds) Print(name, FirstCallProgram.Publish(Path.Combine(folder.FullName, name), options));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void Print(string name, FirstCallProgram program)
    {
        var (runs, idle) = (new List<FirstCallFigures>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            runs.Add(program.Start(Inputs, Outputs));
            idle.Add(program.Start("idle").PeakMegabytes);
        }

        var (first, call) = (Median.Of(runs.Select(r => r.FirstMilliseconds)), Median.Of(runs.Select(r => r.BestMicroseconds)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}\t{first:0.00}\t{call:0.0}\t{runs.Max(r => r.Allocated):0}\t{Median.Of(runs.Select(r => r.PeakMegabytes)):0.0}\t{Median.Of(idle):0.0}"));
    }

    private static string[] Ahead() => ["-p:Ahead=true", "-r", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier];
}
