namespace CompressDsl.Core;

/// <summary>The named tensors of a network and texts about them, as stored in a safetensors file. Immutable.</summary>
/// <example><code>
/// var checkpoint = Checkpoint.Load("Student.safetensors");
/// float[] weights = checkpoint["hidden.weight"].ToFloats();
/// checkpoint.With(CheckpointTensor.Of("hidden.input.range", [2], [0f, 6f])).Save("Student.safetensors");
/// </code></example>
public sealed class Checkpoint
{
    /// <summary>Name of the metadata that holds the schema's version.</summary>
    public const string SchemaKey = "compressdsl.schema";

    /// <summary>Name of the metadata that holds <see cref="Recipe.TrainingText"/> of the recipe the weights were trained for.</summary>
    public const string RecipeKey = "compressdsl.recipe";

    /// <summary>The newest schema that this version reads, and the one it writes.</summary>
    public const int Schema = 1;

    private readonly Dictionary<string, CheckpointTensor> byName = [];

    /// <summary>A checkpoint of these tensors, in this order.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    public Checkpoint(IEnumerable<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Tensors = new EquatableArray<CheckpointTensor>(tensors);
        foreach (var tensor in Tensors) byName.Add(tensor.Name, tensor);
        Metadata = metadata ?? new Dictionary<string, string>();
    }

    /// <summary>The tensors in the order of the file's header.</summary>
    public EquatableArray<CheckpointTensor> Tensors { get; }

    /// <summary>Texts about the checkpoint.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The training lines of the recipe it was trained for; null for a checkpoint from elsewhere.</summary>
    public string? RecipeText => Metadata.TryGetValue(RecipeKey, out var text) ? text : null;

    /// <summary>The tensor <paramref name="name"/>.</summary>
    /// <exception cref="CheckpointException">There is none (<see cref="CheckpointProblem.MissingTensor"/>).</exception>
    public CheckpointTensor this[string name] =>
        Find(name) ?? throw new CheckpointException(CheckpointProblem.MissingTensor, $"Tensor '{name}' is missing.", name);

    /// <summary>The tensor <paramref name="name"/>, or null.</summary>
    public CheckpointTensor? Find(string name) => byName.TryGetValue(name, out var tensor) ? tensor : null;

    /// <summary>The checkpoint with <paramref name="tensors"/> added, in place of those of the same name.</summary>
    public Checkpoint With(params CheckpointTensor[] tensors)
    {
        var added = tensors.ToDictionary(t => t.Name);
        var kept = Tensors.Select(t => added.TryGetValue(t.Name, out var replacement) ? replacement : t);
        return new Checkpoint(kept.Concat(tensors.Where(t => Find(t.Name) is null)), Metadata);
    }

    /// <summary>
    /// The checkpoint with its F32 weights as F16 (see <see cref="CheckpointTensor.ToHalf"/>): half the file. Scales and activation ranges
    /// stay as they are, because integers depend on their last bit.
    /// </summary>
    /// <exception cref="CheckpointException">A weight is too large for F16 (<see cref="CheckpointProblem.Value"/>).</exception>
    /// <example><code>Checkpoint.Load("Teacher.safetensors").ToHalf().Save("Teacher.safetensors");</code></example>
    public Checkpoint ToHalf() => new(Tensors.Select(t => IsGrid(t.Name) ? t : t.ToHalf()), Metadata);

    /// <summary>The checkpoint marked as trained for <paramref name="recipe"/>, in the present schema.</summary>
    public Checkpoint TrainedFor(Recipe recipe)
    {
        var metadata = Metadata.ToDictionary(m => m.Key, m => m.Value);
        metadata[SchemaKey] = InvariantText.Of(Schema);
        metadata[RecipeKey] = recipe.TrainingText;
        return new Checkpoint(Tensors, metadata);
    }

    /// <summary>Ending of the files that TorchSharp's <c>Module.save</c> writes.</summary>
    public const string TorchSharpExtension = ".dat";

    /// <summary>Reads a safetensors file, or a file of TorchSharp where its name ends with <c>.dat</c>.</summary>
    /// <example><code>Checkpoint.Load("student.dat").Save("Student.safetensors");</code></example>
    /// <exception cref="CheckpointException">The file cannot be read or is damaged.</exception>
    public static Checkpoint Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CheckpointException(CheckpointProblem.File, $"The checkpoint '{path}' cannot be read: {e.Message}", null, e);
        }

        return IsTorchSharp(path) ? new TorchSharpReader(bytes).Read() : Read(bytes);
    }

    /// <summary>Reads the bytes of a safetensors file.</summary>
    /// <exception cref="CheckpointException">The bytes are damaged.</exception>
    public static Checkpoint Read(byte[] bytes) => new SafetensorsReader(bytes).Read();

    /// <summary>The bytes of a safetensors file; the same checkpoint gives the same bytes.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(this, stream);
        return stream.ToArray();
    }

    /// <summary>
    /// Writes a safetensors file, or where its name ends with <c>.dat</c> one for TorchSharp's <c>Module.load</c> (tensors alone, no metadata): to a temporary name in the same folder, then renamed, so that an interrupted call leaves the old file
    /// as it was. The folder is made when it does not exist.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        if (IsTorchSharp(path)) TorchSharpWriter.Write(this, stream);
        else SafetensorsWriter.Write(this, stream);
    });

    private static bool IsTorchSharp(string path) => path.EndsWith(TorchSharpExtension, StringComparison.OrdinalIgnoreCase);

    private static bool IsGrid(string name) => name.EndsWith(".scale", StringComparison.Ordinal) || name.EndsWith(".range", StringComparison.Ordinal) || name.EndsWith(".codebook", StringComparison.Ordinal);
}
