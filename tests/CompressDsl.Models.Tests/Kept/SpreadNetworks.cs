using CompressDsl.Models.Tests.Killed;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Kept;

/// <summary>A teacher, and for each seed a student with it and one without, in a folder.</summary>
/// <param name="folder">The folder.</param>
/// <param name="samples">What is learned from.</param>
/// <param name="told">Is told the name of what is trained.</param>
internal sealed class SpreadNetworks(NetworkFolder folder, IDataset samples, Action<string> told)
{
    private const int Seeds = 3;

    /// <summary>Names of all networks.</summary>
    public static IEnumerable<string> Names => ["teacher", .. Enumerable.Range(1, Seeds).SelectMany(s => new[] { $"taught-{s}", $"alone-{s}" })];

    /// <summary>All of them; those with a teacher first, so that there is something to put off.</summary>
    public IEnumerable<Action> Trials =>
    [
        .. Enumerable.Range(1, Seeds).Select(s => (Action)(() => Taught(s))),
        .. Enumerable.Range(1, Seeds).Select(s => (Action)(() => Alone(s))),
    ];

    /// <summary>Has them trained by all processes; the first one then reads them.</summary>
    /// <returns>Their bytes, by name; nothing on other processes.</returns>
    public Dictionary<string, byte[]> Run()
    {
        folder.Spread(Trials);
        if (!folder.IsFirst) return [];
        foreach (var trial in Trials) trial();
        return Names.ToDictionary(n => n, n => File.ReadAllBytes(folder.File(n + ".safetensors")));
    }

    private static DistillationOptions Options(int seed) => new() { Epochs = 4, BatchSize = 64, Threads = 1, Seed = (ulong)seed, SaveEvery = 4 };

    private string Teacher() => Take<KilledTeacher>("teacher", 1, [], (o, _) => KilledTeacher.Train(samples, o));

    private string Alone(int seed) => Take<KilledStudent>($"alone-{seed}", seed, [], (o, _) => KilledStudent.Train(samples, o));

    private string Taught(int seed) => Take<KilledStudent>(
        $"taught-{seed}", seed, [Teacher()], (o, _) => KilledStudent.Distill(KilledTeacher.Load(Teacher()), samples, o with { TeacherCache = folder.File("answers") }));

    private string Take<TModel>(string name, int seed, string[] teachers, Action<DistillationOptions, IProgress<TrainingProgress>> train) =>
        folder.Take(name, Options(seed), new TrainingNote(typeof(TModel), KilledProgram.Data) { Teachers = teachers }, (options, progress) =>
        {
            told(name);
            train(options, progress);
        });
}
