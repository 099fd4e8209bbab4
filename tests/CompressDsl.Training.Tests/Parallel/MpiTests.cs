using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CompressDsl.Core;
using CompressDsl.Tests.Shared;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Parallel;

/// <summary>Processes that train together over Open MPI.</summary>
public sealed class MpiTests(ITestOutputHelper output) : IDisposable
{
    private const int Ranks = 2;

    // Of about two hundred that both ranks write together.
    private const int LinesOfAllLives = 120;
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("COMPRESSDSL_KILLS"), out var given) ? Math.Max(1, given) : 3;
    private readonly string folder = Directory.CreateTempSubdirectory("mpi").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [MpiFact]
    public void Two_processes_end_where_one_ends_and_go_on_where_one_died()
    {
        var straight = Finished("straight");
        var alone = RankProgram.Model.Train(RankProgram.Data, RankProgram.Options).Checkpoint;
        RankTests.AssertNear(alone, Checkpoint.Read(straight));

        var (code, text) = Run(dieAfter: 180);

        Assert.NotEqual(0, code);
        Assert.Contains("killed", text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "m.safetensors")));
        Assert.True(TrainingState.Load(Path.Combine(folder, "m.training")).Step > 0);
        Assert.Equal(straight, Finished("resumed"));
    }

    [MpiFact]
    public void Ranks_that_are_killed_at_random_end_with_the_same_bytes()
    {
        var straight = Finished("straight");
        var random = new Random(Seeds.Next(output));
        var killed = 0;
        for (; killed < Kills && !File.Exists(Path.Combine(folder, "m.safetensors")); killed++)
        {
            var (rank, lines) = (random.Next(Ranks), random.Next(LinesOfAllLives / Kills));
            if (Killed(rank, lines) is not (var code, { } text)) break;
            output.WriteLine($"rank {rank} killed after {lines} lines");
            Assert.NotEqual(0, code);
            Assert.Contains("exited on signal 9 (Killed)", text, StringComparison.Ordinal);
        }

        Assert.InRange(killed, 1, Kills);
        Assert.Equal(straight, Finished("resumed"));
    }

    [Fact]
    public void Without_the_library_the_error_says_what_to_install()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => MpiLibrary.Load(["libmpi-that-is-not-there.so"]));
        Assert.Contains("apt-get install openmpi-bin libopenmpi-dev", missing.Message, StringComparison.Ordinal);
        Assert.Contains("mpirun -n 4 dotnet run", missing.Message, StringComparison.Ordinal);
    }

    /// <summary>Kills a rank after so many lines of all of them; no text where the run was over before.</summary>
    private (int Code, string? Text) Killed(int rank, int lines)
    {
        using var process = Start(RankProgram.Slow);
        var error = process.StandardError.ReadToEndAsync();
        var ids = new Dictionary<int, int>();
        var text = "";
        for (var seen = 0; seen <= lines && process.StandardOutput.ReadLine() is { } line;)
        {
            text += line + "\n";
            // A terminal's codes may stand before it.
            var found = Regex.Match(line, RankProgram.ProcessLine + "([0-9]+) ([0-9]+)$");
            if (found.Success) ids[Number(found.Groups[1])] = Number(found.Groups[2]);
            else if (ids.Count == Ranks) seen++;
        }

        var isKilled = Kill(ids[rank]);
        text += process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, isKilled ? text : null);
    }

    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    private byte[] Finished(string name)
    {
        var (code, text) = Run();
        Assert.True(code == 0, $"{name}: {text}");
        Assert.Contains("rank 0 of 2 is done", text, StringComparison.Ordinal);
        Assert.Contains("rank 1 of 2 is done", text, StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(Path.Combine(folder, "m.safetensors"));
        foreach (var file in Directory.GetFiles(folder)) File.Delete(file);
        return bytes;
    }

    private (int Code, string Text) Run(int dieAfter = 0)
    {
        using var process = Start($"{dieAfter}");
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, text);
    }

    private Process Start(string how)
    {
        string[] arguments =
        [
            "-n", $"{Ranks}", "--oversubscribe", "--allow-run-as-root", "--bind-to", "none",
            Environment.ProcessPath!, typeof(RankProgram).Assembly.Location, folder, how,
        ];
        var start = new ProcessStartInfo(MpiFactAttribute.Launcher!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
