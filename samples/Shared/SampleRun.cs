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

    /// <summary>Where the state of the run is kept, from which an interrupted one goes on.</summary>
    public string WorkingCheckpoint => System.IO.Path.ChangeExtension(Path, ".training");
}
