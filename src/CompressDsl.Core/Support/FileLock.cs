namespace CompressDsl.Core;

/// <summary>
/// A file that one process at a time holds, so that what it stands for is done once. The system lets go of it when the process ends, however that
/// comes; of two that hold one after the other, the second has to look whether there is anything left to do.
/// </summary>
/// <example><code>
/// using var held = FileLock.Take("teacher.answers.lock");
/// if (!File.Exists("teacher.answers")) Write("teacher.answers");
/// </code></example>
public sealed class FileLock : IDisposable
{
    private const int Pause = 50;

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] HeldElsewhere = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock; null where another process, or another holder in this one, has it.</summary>
    /// <param name="path">The file; it is made, with its folder, and deleted again.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FileLock? TryTake(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        try
        {
            return new FileLock(new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException e) when (HeldElsewhere.Contains(e.HResult))
        {
            return null;
        }
    }

    /// <summary>Takes the lock as soon as nobody has it.</summary>
    /// <param name="path">The file; it is made, with its folder, and deleted again.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FileLock Take(string path)
    {
        while (true)
        {
            if (TryTake(path) is { } held) return held;
            Thread.Sleep(Pause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
