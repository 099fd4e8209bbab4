using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Everything that a run needs to go on as if it had never been stopped: the working checkpoint, <c>*.training</c>. (The finished
/// weights go to a safetensors file.)
/// </summary>
/// <example><code>
/// var state = new TrainingState { Model = "Digits.Student", Settings = options.Fingerprint(), Step = step, Epoch = epoch };
/// state.Floats["parameters"] = parameters;
/// state.Save("student.training");
/// // later
/// var found = TrainingState.Load("student.training");
/// found.CheckContinues("student.training", "Digits.Student", options.Fingerprint());
/// </code></example>
public sealed class TrainingState
{
    /// <summary>Full type name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>All that the result depends on: options, recipe, size of the data.</summary>
    public required EquatableArray<Setting> Settings { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Samples of the present epoch that are done.</summary>
    public int SamplesInEpoch { get; init; }

    /// <summary>Steps done.</summary>
    public long Step { get; init; }

    /// <summary>Seconds of work so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Named arrays of floats: parameters, moments, ranges.</summary>
    public SortedDictionary<string, float[]> Floats { get; } = new(StringComparer.Ordinal);

    /// <summary>Named arrays of bytes: masks.</summary>
    public SortedDictionary<string, byte[]> Bytes { get; } = new(StringComparer.Ordinal);

    /// <summary>Named numbers: best result, running sums.</summary>
    public SortedDictionary<string, double> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Epochs that are over.</summary>
    public TrainingHistory History { get; } = new();

    /// <summary>Writes the file so that a crash leaves either the old or the new one, never half of one.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(TrainingStateFormat.Write(this)));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, no working checkpoint, or of another version.</exception>
    public static TrainingState Load(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        return TrainingStateFormat.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Refuses to go on with another model or other options.</summary>
    /// <param name="path">Name of the file, for the text.</param>
    /// <param name="model">Full type name of the model at hand.</param>
    /// <param name="settings">Settings at hand.</param>
    /// <exception cref="InvalidOperationException">Something differs; the text names what, both values and the way out.</exception>
    public void CheckContinues(string path, string model, EquatableArray<Setting> settings)
    {
        if (model != Model) throw new InvalidOperationException($"'{path}' belongs to {Model}, not to {model}. {WayOut}");
        foreach (var old in Settings)
        {
            var now = settings.FirstOrDefault(s => s.Name == old.Name)?.Value ?? "(nothing)";
            if (now != old.Value) throw new InvalidOperationException($"'{path}' was written with {old.Name} = {old.Value}; now it is {now}. {WayOut}");
        }

        foreach (var now in settings)
        {
            if (!Settings.Any(s => s.Name == now.Name)) throw new InvalidOperationException($"'{path}' was written without {now.Name}; now it is {now.Value}. {WayOut}");
        }
    }

    /// <summary>The array <paramref name="name"/>.</summary>
    /// <exception cref="InvalidDataException">It is not there or not of this length.</exception>
    public float[] FloatsOf(string name, int length) =>
        Floats.TryGetValue(name, out var found) && found.Length == length
            ? found
            : throw new InvalidDataException($"The working checkpoint of {Model} has no '{name}' of {length} floats.");

    private const string WayOut = "Go on with what it was written for, or delete the file to start anew.";
}
