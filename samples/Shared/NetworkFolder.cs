using System.Diagnostics;
using CompressDsl.Core;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>
/// A folder of trained networks: what is there is not trained again, and an interrupted training goes on. A note beside each network
/// (<c>*.settings</c>) says what it was trained with; one of other settings is refused. Of several processes one trains a network, and the others
/// see it when it is whole.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="adopts">Whether networks without a note get one, instead of being refused.</param>
/// <param name="ranks">Processes that share the trainings out, or null; all of them see the same folder.</param>
internal sealed class NetworkFolder(string path, bool adopts = false, Communicator? ranks = null)
{
    private const int Pause = 100;
    private bool passesBy;

    /// <summary>Whether this process prints the tables.</summary>
    public bool IsFirst => ranks is null or { IsFirst: true };

    /// <summary>A file of the folder.</summary>
    public string File(string name) => Path.Combine(path, name);

    /// <summary>
    /// Has every process do some of the work; all of it is done when this returns. A process alone does nothing here: it does all of it when the
    /// results are asked for.
    /// </summary>
    /// <param name="trials">
    /// Each takes a network, and those that this one needs, from this folder. What another process trains at the moment is put off, and what needs it.
    /// </param>
    public void Spread(IEnumerable<Action> trials)
    {
        if (ranks is not { Size: > 1 }) return;
        var open = trials.ToList();
        while (open.Count > 0)
        {
            if (open.RemoveAll(IsDone) == 0) Thread.Sleep(Pause);
        }
    }

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
        var kept = new KeptNote(File(name + ".settings"), [.. note.Lines(options)], adopts);
        var checkpoint = Make(name + ".safetensors", output =>
        {
            var working = File(name + ".training");
            kept.Agree(System.IO.File.Exists(working) ? working : null);
            using var progress = new ConsoleProgress(name);
            var clock = Stopwatch.StartNew();
            train((TOptions)(options with { Output = output, WorkingCheckpoint = working }), progress);
            Console.Error.WriteLine($"{name}: {clock.Elapsed.TotalMinutes:f1} minutes");
        });
        kept.Agree(checkpoint);
        return checkpoint;
    }

    /// <summary>The file <paramref name="name"/>, made now where it is not there; by one process, while others that want it wait.</summary>
    /// <param name="name">The file.</param>
    /// <param name="make">Makes it at a path, whole or not at all.</param>
    public string Make(string name, Action<string> make)
    {
        var whole = File(name);
        for (var isWaiting = false; !System.IO.File.Exists(whole); isWaiting = true)
        {
            using var claim = FileLock.TryTake(whole + ".claim");
            if (claim is not null)
            {
                if (!System.IO.File.Exists(whole)) make(whole);
                break;
            }

            if (passesBy) throw new TakenElsewhereException(name);
            if (!isWaiting) Console.Error.WriteLine($"{name}: another process makes it; waiting");
            Thread.Sleep(Pause);
        }

        return whole;
    }

    private bool IsDone(Action trial)
    {
        passesBy = true;
        try
        {
            trial();
            return true;
        }
        catch (TakenElsewhereException)
        {
            return false;
        }
        finally
        {
            passesBy = false;
        }
    }
}
