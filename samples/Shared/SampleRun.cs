using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>One training.</summary>
/// <param name="Path">Where the network is written.</param>
/// <param name="Epochs">Passes over the data.</param>
/// <param name="Seed">Decides start values and order.</param>
internal sealed record SampleRun(string Path, int Epochs, ulong Seed)
{
    /// <summary>Whether samples are blended in pairs; of a student with a teacher, the teacher alone then says what they are.</summary>
    public bool IsBlended { get; init; }

    /// <summary>The processes that train together; null for this one alone.</summary>
    public Communicator? Ranks { get; init; }

    /// <summary>Where the network is kept, by the name of its file; null to train it in any case.</summary>
    public NetworkFolder? Folder { get; init; }

    /// <summary>Checkpoints of the teachers; none without a teacher.</summary>
    public IReadOnlyList<string> Teachers { get; init; } = [];

    /// <summary>Where the state of the run is kept, from which an interrupted one goes on.</summary>
    public string WorkingCheckpoint => System.IO.Path.ChangeExtension(Path, ".training");

    /// <summary>Trains the network, or takes the one that is kept.</summary>
    /// <typeparam name="TOptions">Of a training, or of a distillation.</typeparam>
    /// <param name="name">What the progress is called, where the network is not kept.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="lesson">The loop and its data.</param>
    public void Train<TOptions>(string name, TOptions options, Lesson<TOptions> lesson)
        where TOptions : TrainingOptions
    {
        if (Folder is not null)
        {
            var kept = System.IO.Path.GetFileNameWithoutExtension(Path);
            Folder.Take(kept, options, new TrainingNote(lesson.Model, lesson.Samples) { Teachers = Teachers }, lesson.Train);
            return;
        }

        using var progress = new ConsoleProgress(name);
        lesson.Train(options, progress);
    }
}
