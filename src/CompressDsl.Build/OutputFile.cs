using CompressDsl.Core;

namespace CompressDsl.Build;

/// <summary>Files that later build steps watch: left alone when nothing changed.</summary>
internal static class OutputFile
{
    public static void Write(string path, byte[] bytes)
    {
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return;
        AtomicFile.Write(path, stream => stream.Write(bytes, 0, bytes.Length));
    }
}
