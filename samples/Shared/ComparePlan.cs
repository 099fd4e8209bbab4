using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>How <c>-- compare</c> trains.</summary>
/// <param name="Epochs">Passes over the data.</param>
/// <param name="Teachers">Teachers, of different seeds, that answer together; at least 1.</param>
/// <param name="IsBlended">Whether students learn from samples blended in pairs.</param>
internal sealed record ComparePlan(int Epochs, int Teachers, bool IsBlended)
{
    /// <summary>Where the networks are kept, so that an interrupted comparison goes on; null for a folder that is deleted.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether networks without notes are taken as trained so.</summary>
    public bool Adopts { get; init; }

    /// <summary>Processes that share the trainings out, or null; they must see the same folder.</summary>
    public Communicator? Ranks { get; init; }
}
