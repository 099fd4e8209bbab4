using System.Diagnostics;
using CompressDsl.Models.Tests.Core;
using CompressDsl.Training;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Killed;

/// <summary>A process that trains is killed again and again; what it writes in the end is what one that was left alone writes.</summary>
public sealed class KilledTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;

    // The samples are read once for the teacher, and then in batches.
    private const int LongestLife = 60;
    private const int LongestPause = 10;
    private readonly string folder = Directory.CreateTempSubdirectory("killed").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_run_that_is_killed_twenty_times_ends_with_the_same_bytes()
    {
        var straight = Directory.CreateDirectory(Path.Combine(folder, "straight")).FullName;
        var killed = Directory.CreateDirectory(Path.Combine(folder, "killed")).FullName;
        KilledProgram.Train(straight, KilledProgram.Data);
        var random = Seeded.Random(output);

        var steps = new List<long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(killed);
            for (var line = random.Next(LongestLife); line >= 0 && process.StandardOutput.ReadLine() is not null; line--)
            {
            }

            Thread.Sleep(random.Next(LongestPause));
            process.Kill();
            process.WaitForExit();
            Assert.False(File.Exists(Path.Combine(killed, "m.safetensors")), $"the run was over before kill {kill}");
            steps.Add(File.Exists(Path.Combine(killed, "m.training")) ? TrainingState.Load(Path.Combine(killed, "m.training")).Step : 0);
        }

        output.WriteLine($"killed after steps {string.Join(", ", steps)}");
        Assert.True(steps.Distinct().Count() > 5, "few lives were long enough for a step");
        using (var last = Start(killed))
        {
            last.StandardOutput.ReadToEnd();
            last.WaitForExit();
            Assert.Equal(0, last.ExitCode);
        }

        Assert.True(File.ReadAllBytes(Path.Combine(straight, "m.safetensors")).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(killed, "m.safetensors"))));
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(KilledProgram).Assembly.Location, folder]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
