using System.Runtime.InteropServices;

namespace CompressDsl.Training.Tests;

public sealed class TrainingStateTests
{
    private static TrainingState Make(TrainingOptions? options = null)
    {
        var state = new TrainingState { Model = "My.Student", Settings = (options ?? new TrainingOptions()).Fingerprint(), Epoch = 3, SamplesInEpoch = 128, Step = 1234567890123, Seconds = 1.5 };
        state.Floats["parameters"] = [1, -0f, float.Epsilon, float.NaN];
        state.Floats["first"] = [];
        state.Bytes["mask"] = [0, 1, 255];
        state.Numbers["best"] = 0.25;
        state.History.Add(new EpochMetrics(1, 2, 0.5, double.NaN, 0.6, 1e-3, 0.1, true, 9));
        return state;
    }

    [Fact]
    public void What_is_written_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("deep/er/a.training");
        Make().Save(path);
        Make().Save(path);
        var read = TrainingState.Load(path);
        Assert.Equal((3, 128, 1234567890123, 1.5, "My.Student"), (read.Epoch, read.SamplesInEpoch, read.Step, read.Seconds, read.Model));
        Assert.Equal(MemoryMarshal.Cast<float, int>(Make().Floats["parameters"]).ToArray(), MemoryMarshal.Cast<float, int>(read.FloatsOf("parameters", 4)).ToArray());
        Assert.Equal([0, 1, 255], read.Bytes["mask"]);
        Assert.Equal(0.25, read.Numbers["best"]);
        Assert.Equal(Make().History.Epochs, read.History.Epochs);
        Assert.False(File.Exists(path + ".tmp"));
        read.CheckContinues(path, "My.Student", new TrainingOptions().Fingerprint());
        Assert.Throws<InvalidDataException>(() => read.FloatsOf("parameters", 5));
    }

    [Fact]
    public void Every_damaged_byte_and_every_cut_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.training");
        Make().Save(path);
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < whole.Length; i += 7)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            File.WriteAllBytes(path, damaged);
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => TrainingState.Load(path)).Message, StringComparison.Ordinal);
            File.WriteAllBytes(path, whole[..i]);
            Assert.Throws<InvalidDataException>(() => TrainingState.Load(path));
        }
    }

    [Fact]
    public void Another_model_or_other_options_are_refused_by_name()
    {
        var state = Make();
        Assert.Contains("belongs to My.Student, not to Other", Refused(state, "Other", new TrainingOptions()), StringComparison.Ordinal);
        Assert.Contains("with BatchSize = 64; now it is 32", Refused(state, "My.Student", new TrainingOptions { BatchSize = 32, ShardRows = 32 }), StringComparison.Ordinal);
        Assert.Contains("Optimizer = adam", Refused(state, "My.Student", new TrainingOptions { Optimizer = new AdamW() }), StringComparison.Ordinal);
        Assert.Contains("written without Temperature", Refused(state, "My.Student", new DistillationOptions()), StringComparison.Ordinal);
        state.CheckContinues("a.training", "My.Student", new TrainingOptions { Threads = 7, WorkingCheckpoint = "b" }.Fingerprint());
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("none.training", Assert.Throws<FileNotFoundException>(() => TrainingState.Load("none.training")).Message, StringComparison.Ordinal);

    private static string Refused(TrainingState state, string model, TrainingOptions options) =>
        Assert.Throws<InvalidOperationException>(() => state.CheckContinues("a.training", model, options.Fingerprint())).Message;
}
