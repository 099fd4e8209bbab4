using System.Runtime.CompilerServices;

namespace ApiTopics;

/// <summary>Where this sample's files lie, wherever the program is started from.</summary>
internal static class SampleFolder
{
    /// <summary>Beside the class: the next build compiles it in.</summary>
    public static string Student { get; } = Path.Combine(Here(), "TopicStudent.safetensors");

    /// <summary>Read at run time.</summary>
    public static string Teacher { get; } = Path.Combine(Here(), "teacher", "TopicTeacher.safetensors");

    /// <summary>What the compiler wrote.</summary>
    public static string GeneratedSources { get; } = Path.Combine(Here(), "obj", "Release", "net10.0", "generated");

    private static string Here([CallerFilePath] string file = "") =>
        Path.GetDirectoryName(file) is { } folder && Directory.Exists(folder) ? folder : Environment.CurrentDirectory;
}
