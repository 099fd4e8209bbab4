namespace CompressDsl.Core;

/// <summary>Files that are there as a whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name in the same folder, flushes it to the disk and renames it. An interrupted call leaves the old
    /// file as it was. The folder is made when it does not exist.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            Rename(temporary, full);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Rename(string temporary, string full)
    {
#if NETSTANDARD2_0
        if (File.Exists(full)) File.Replace(temporary, full, null);
        else File.Move(temporary, full);
#else
        File.Move(temporary, full, overwrite: true);
#endif
    }
}
