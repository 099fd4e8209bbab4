using System.Diagnostics;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>
/// A folder of trained networks: what is there is not trained again, and an interrupted training goes on. A note beside each network
/// (<c>*.settings</c>) says what it was trained with; one of other settings is refused.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="adopts">Whether networks without a note get one, instead of being refused.</param>
internal sealed class NetworkFolder(string path, bool adopts = false)
{
    /// <summary>What <c>--adopt</c> does.</summary>
    public const string Adopting =
        "Takes networks of the folder without a note of what they were trained with (*.settings) as trained with the present settings, and writes the notes.";

    /// <summary>A file of the folder.</summary>
    public string File(string name) => Path.Combine(path, name);

    /// <summary>The checkpoint <paramref name="name"/>, trained now where it is not there.</summary>
    /// <typeparam name="TOptions">Of a training, or of a distillation.</typeparam>
    /// <param name="name">Of the network and all that it was trained with.</param>
    /// <param name="options">How it is trained; where it is written is added.</param>
    /// <param name="note">What else it is trained with.</param>
    /// <param name="train">Trains it.</param>
    /// <exception cref="InvalidOperationException">It was trained with other settings, or nobody knows with which; the text says what to do.</exception>
    public string Take<TOptions>(string name, TOptions options, TrainingNote note, Action<TOptions, IProgress<TrainingProgress>> train)
        where TOptions : TrainingOptions
    {
        var (checkpoint, working, settings) = (File(name + ".safetensors"), File(name + ".training"), File(name + ".settings"));
        string[] lines = [.. note.Lines(options)];
        var found = new[] { checkpoint, working }.FirstOrDefault(System.IO.File.Exists);
        if (found is not null && System.IO.File.Exists(settings)) Compare(found, System.IO.File.ReadAllLines(settings), lines);
        else if (found is null || adopts) Write(settings, lines);
        else throw WithoutNote(found, settings);
        if (found == checkpoint) return checkpoint;
        using var progress = new ConsoleProgress(name);
        var clock = Stopwatch.StartNew();
        train((TOptions)(options with { Output = checkpoint, WorkingCheckpoint = working }), progress);
        Console.Error.WriteLine($"{name}: {clock.Elapsed.TotalMinutes:f1} minutes");
        return checkpoint;
    }

    private const string WayOut = "Name another folder (--keep), or delete the network and those that learned from it.";

    private void Write(string settings, string[] lines)
    {
        Directory.CreateDirectory(path);
        System.IO.File.WriteAllLines(settings, lines);
    }

    private static void Compare(string found, string[] then, string[] now)
    {
        if (then.SequenceEqual(now)) return;
        throw new InvalidOperationException($"'{found}' was trained with {OnlyIn(then, now)}; now it is {OnlyIn(now, then)}. {WayOut}");
    }

    private static string OnlyIn(string[] lines, string[] others) => string.Join(", ", lines.Except(others).DefaultIfEmpty("less"));

    private static InvalidOperationException WithoutNote(string found, string settings) => new(
        $"'{found}' has no note of what it was trained with ('{settings}'). {WayOut} If it was trained with the present settings, say --adopt once.");
}
