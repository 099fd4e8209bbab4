using System.Diagnostics;
using CompressDsl.Core;

namespace CompressDsl.Training.Tests.Parallel;

/// <summary>Processes that train together over Open MPI.</summary>
public sealed class MpiTests : IDisposable
{
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
        string[] arguments =
        [
            "-n", "2", "--oversubscribe", "--allow-run-as-root", "--bind-to", "none",
            Environment.ProcessPath!, typeof(RankProgram).Assembly.Location, folder, $"{dieAfter}",
        ];
        var start = new ProcessStartInfo(MpiFactAttribute.Launcher!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
