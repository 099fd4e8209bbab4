using System.Runtime.CompilerServices;

namespace CompressDsl.Samples;

/// <summary>Where a sample's files lie, wherever the program is started from.</summary>
/// <param name="Sources">The folder of the sources: a student's checkpoint there is found by the next build.</param>
/// <param name="Model">What the names of the networks begin with.</param>
internal sealed record SampleFolder(string Sources, string Model)
{
    /// <summary>The folder of the checkpoints.</summary>
    public string Weights { get; init; } = Sources;

    /// <summary>The student's checkpoint.</summary>
    public string Student => Path.Combine(Weights, $"{Model}Student.safetensors");

    /// <summary>The teacher's checkpoint; in a folder of its own, which the build does not look into, where it is read at run time.</summary>
    public string Teacher => Path.Combine(Weights, IsTeacherCompiled ? "" : "teacher", $"{Model}Teacher.safetensors");

    /// <summary>Whether the teacher is compiled into the program too.</summary>
    public bool IsTeacherCompiled { get; init; }

    /// <summary>What the compiler wrote.</summary>
    public string GeneratedSources => Path.Combine(Sources, "obj", "Release", "net10.0", "generated");

    /// <summary>The folder of the calling file.</summary>
    /// <param name="model">See <see cref="Model"/>.</param>
    /// <param name="file">The calling file.</param>
    public static SampleFolder Here(string model, [CallerFilePath] string file = "") =>
        new(Path.GetDirectoryName(file) is { } folder && Directory.Exists(folder) ? folder : Environment.CurrentDirectory, model);
}
