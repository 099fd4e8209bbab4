using System.Diagnostics;

namespace CompressDsl.Models.Tests.Package;

/// <summary>Runs the SDK as a user would, in a folder, and keeps what it printed.</summary>
internal sealed record DotnetCommand(int ExitCode, string Output)
{
    private const int TimeoutMinutes = 8;

    public static DotnetCommand Run(string folder, string arguments, string program = "dotnet")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(TimeoutMinutes)))
        {
            process.Kill(entireProcessTree: true);
            return new DotnetCommand(-1, $"'{program} {arguments}' did not end within {TimeoutMinutes} minutes");
        }

        return new DotnetCommand(process.ExitCode, output.Result + error.Result);
    }

    /// <summary>The output of a command that must succeed.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return Output;
    }
}
