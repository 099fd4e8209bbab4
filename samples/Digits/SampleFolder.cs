using System.Runtime.CompilerServices;

namespace Digits;

/// <summary>The folder of this sample's sources, where the checkpoints belong so that the next build finds them.</summary>
internal static class SampleFolder
{
    /// <summary>The folder, wherever the program is started from.</summary>
    public static string Path { get; } = Here();

    private static string Here([CallerFilePath] string file = "") =>
        System.IO.Path.GetDirectoryName(file) is { } folder && Directory.Exists(folder) ? folder : Environment.CurrentDirectory;
}
