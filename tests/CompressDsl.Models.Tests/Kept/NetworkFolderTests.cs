using CompressDsl.Models.Tests.Killed;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Kept;

/// <summary>Networks that the samples keep in a folder are taken only for what they are.</summary>
public sealed class NetworkFolderTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { Epochs = 1, BatchSize = 64, Threads = 1 };
    private static readonly TrainingNote Note = new(typeof(KilledStudent), KilledProgram.Data);
    private readonly string folder = Directory.CreateTempSubdirectory("kept").FullName;
    private int trained;

    private string Settings => Path.Combine(folder, "student.settings");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_network_is_trained_once()
    {
        Assert.Equal(Path.Combine(folder, "student.safetensors"), Take(Options, Note));
        Take(Options, Note);
        Assert.Equal(1, trained);
        var note = File.ReadAllText(Settings);
        Assert.Contains("Model = CompressDsl.Models.Tests.Killed.KilledStudent [CompressDsl.QuantizeAttribute(Bits = 4)]", note, StringComparison.Ordinal);
        Assert.Contains("Epochs = 1", note, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_other_settings_is_refused_with_both()
    {
        var path = Take(Options, Note);
        Refused("was trained with Epochs = 1; now it is Epochs = 2. Name another folder (--keep), or delete the network", Options with { Epochs = 2 }, Note);
        Refused("CacheTeacher = False", new DistillationOptions { Epochs = 1, BatchSize = 64, CacheTeacher = false }, Note with { Teachers = [path] });
        Refused("was trained with Model = CompressDsl.Models.Tests.Killed.KilledStudent", Options, Note with { Model = typeof(KilledTeacher) });
        Assert.Equal(1, trained);
    }

    [Fact]
    public void One_of_other_samples_is_refused()
    {
        Take(Options, Note);
        Refused("now it is Samples = 100 of 2 floats", Options, Note with { Samples = new Subset(KilledProgram.Data, [.. Enumerable.Range(0, 100)]) });
        Refused("now it is Samples = 512 of 2 floats", Options, Note with { Samples = new AugmentedDataset(KilledProgram.Data, new SoundMoves(Shift: 0, Gain: 20)) });
    }

    [Fact]
    public void One_of_another_teacher_is_refused()
    {
        var teacher = Path.Combine(folder, "teacher.safetensors");
        File.WriteAllText(teacher, "one");
        Take(Options, Note with { Teachers = [teacher] });
        File.WriteAllText(teacher, "another");
        Refused("was trained with Teacher = ", Options, Note with { Teachers = [teacher] });
    }

    [Fact]
    public void One_without_a_note_is_refused_until_it_is_adopted()
    {
        Take(Options, Note);
        File.Delete(Settings);
        Refused("has no note of what it was trained with", Options, Note);
        Take(Options, Note, adopts: true);
        Take(Options, Note);
        Refused("now it is Epochs = 2", Options with { Epochs = 2 }, Note);
        Assert.Equal(1, trained);
    }

    [Fact]
    public void One_of_another_Forward_is_refused_by_name()
    {
        Take(Options, Note);
        var note = File.ReadAllText(Settings);
        File.WriteAllText(Settings, note.Replace("Dropout { P: 0.1 }", "Dropout { P: 0.3 }", StringComparison.Ordinal));
        Refused("was trained with Network Forward norm.dropout = Dropout { P: 0.3 } (norm.relu); now it is Network Forward", Options, Note);
        File.WriteAllText(Settings, note.Replace("weight hidden.weight shape=32,2 kind=matrix bits=4", "weight hidden.weight shape=32,2 kind=matrix bits=8", StringComparison.Ordinal));
        Refused("was trained with Network weight hidden.weight shape=32,2 kind=matrix bits=8", Options, Note);
    }

    [Fact]
    public void A_note_of_an_earlier_version_is_refused_until_it_is_adopted()
    {
        Take(Options, Note);
        var note = File.ReadAllLines(Settings);
        File.WriteAllLines(Settings, note.Where(line => !line.StartsWith("Network ", StringComparison.Ordinal)));
        Refused("does not say what the network of", Options, Note);
        Assert.Contains("was trained with Epochs = 1", Assert.Throws<InvalidOperationException>(() => Take(Options with { Epochs = 2 }, Note, adopts: true)).Message, StringComparison.Ordinal);
        Take(Options, Note, adopts: true);
        Assert.Equal(note, File.ReadAllLines(Settings));
        Assert.Equal(1, trained);
    }

    [Fact]
    public void An_interrupted_training_of_other_settings_is_refused()
    {
        Take(Options, Note);
        File.Delete(Path.Combine(folder, "student.safetensors"));
        Assert.True(File.Exists(Path.Combine(folder, "student.training")));
        Refused("student.training' was trained with Seed = 1; now it is Seed = 2", Options with { Seed = 2 }, Note);
        Take(Options, Note);
        Assert.Equal(2, trained);
    }

    private string Take<TOptions>(TOptions options, TrainingNote note, bool adopts = false)
        where TOptions : TrainingOptions => new NetworkFolder(folder, adopts).Take("student", options, note, (o, _) =>
    {
        trained++;
        KilledStudent.Train(KilledProgram.Data, o, null);
    });

    private void Refused<TOptions>(string message, TOptions options, TrainingNote note)
        where TOptions : TrainingOptions
    {
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => Take(options, note)).Message, StringComparison.Ordinal);
    }
}
