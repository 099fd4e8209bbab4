using System.Diagnostics;
using System.Globalization;
using CompressDsl.Tests.Shared;

namespace CompressDsl.Benchmarks.Start;

/// <summary>The program <c>tests/CompressDsl.FirstCall</c>, published into a folder.</summary>
/// <param name="Path">The program.</param>
/// <param name="Seconds">How long publishing took.</param>
internal sealed record FirstCallProgram(string Path, double Seconds)
{
    private const string Project = "tests/CompressDsl.FirstCall";

    /// <summary>Publishes it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="options">Further arguments of the command line.</param>
    /// <exception cref="InvalidOperationException">It does not build; the text is what the SDK printed.</exception>
    public static FirstCallProgram Publish(string folder, params string[] options)
    {
        var start = Stopwatch.GetTimestamp();
        var (exitCode, output) = Run("dotnet", ["publish", System.IO.Path.Combine(Repository.Root, Project), "-c", "Release", "-v:q", "-o", folder, .. options]);
        if (exitCode != 0) throw new InvalidOperationException(output);
        return new FirstCallProgram(System.IO.Path.Combine(folder, "CompressDsl.FirstCall"), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Starts it and reads what it measured, by name.</summary>
    /// <exception cref="InvalidOperationException">It fails; the text is what it printed.</exception>
    public FirstCallFigures Start(params string[] arguments)
    {
        var (exitCode, output) = Run(Path, arguments);
        if (exitCode != 0) throw new InvalidOperationException(output);
        var lines = output.Split('\n', 2);
        var figures = lines[0].Trim().Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture));
        return new FirstCallFigures(figures["first_us"] / 1e3, figures["best_us"], figures["allocated"], figures["peak_kb"] / 1024, lines[1].Trim());
    }

    private static (int ExitCode, string Output) Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
