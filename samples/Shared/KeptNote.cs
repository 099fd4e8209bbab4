using CompressDsl.Core;

namespace CompressDsl.Samples;

/// <summary>The note beside a kept network, and what it ought to say.</summary>
/// <param name="path">The note.</param>
/// <param name="now">Its lines, if the network were trained now.</param>
/// <param name="adopts">Whether a network without a note, or with one of an earlier version, gets one.</param>
internal sealed class KeptNote(string path, string[] now, bool adopts)
{
    private const int ListedLines = 8;
    private const string WayOut = "Name another folder (--keep), or delete the network and those that learned from it.";
    private const string Adopting = "If it was trained with the present settings, say --adopt once.";

    /// <summary>Refuses a network of other settings; where there is no network yet, writes the note.</summary>
    /// <param name="found">The network, whole or unfinished; null where there is none.</param>
    /// <exception cref="InvalidOperationException">The text says what differs and what to do.</exception>
    public void Agree(string? found)
    {
        if (found is null) Write();
        else if (File.Exists(path)) Compare(found, File.ReadAllLines(path));
        else if (adopts) Write();
        else throw new InvalidOperationException($"'{found}' has no note of what it was trained with ('{path}'). {WayOut} {Adopting}");
    }

    private void Compare(string found, string[] then)
    {
        if (then.SequenceEqual(now)) return;
        var isEarlier = !then.Any(TrainingNote.IsOfNetwork);
        if (!isEarlier || !then.SequenceEqual(now.Where(line => !TrainingNote.IsOfNetwork(line))))
            throw new InvalidOperationException($"'{found}' was trained with {OnlyIn(then, now)}; now it is {OnlyIn(now, then)}. {WayOut}");
        if (!adopts) throw new InvalidOperationException($"The note '{path}' does not say what the network of '{found}' computes. {WayOut} {Adopting}");
        Write();
    }

    private void Write() => AtomicFile.Write(path, stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true);
        foreach (var line in now) text.WriteLine(line);
    });

    private static string OnlyIn(string[] lines, string[] others)
    {
        var own = lines.Except(others).ToArray();
        if (own.Length == 0) return "less";
        return string.Join(", ", own.Take(ListedLines)) + (own.Length > ListedLines ? $" and {own.Length - ListedLines} more" : "");
    }
}
