using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// A teacher's outputs, or values of its layers, in a file, mapped into memory: a head of <see cref="HeadLength"/> bytes (mark, samples, floats
/// of a sample, fingerprints of samples and teacher, SHA-256 of what follows, hash of the layers), then the floats, sample by sample, little-endian.
/// </summary>
internal sealed unsafe class TeacherCacheFile : KeptAnswers
{
    private const int HashLength = 32;
    private const int HeadLength = 128;
    private const int HashesFrom = 24;
    private const int LayersAt = HashesFrom + (3 * HashLength);
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly int width;

    private TeacherCacheFile(string path, int width)
    {
        this.width = width;
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    private static ReadOnlySpan<byte> Mark => "CDSLTEA1"u8;

    /// <summary>Opens the file; where there is none, asks the teacher and writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pass">Over all samples.</param>
    /// <param name="content">What is kept.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another teacher or other samples; the text says which, and the way out.</exception>
    public static TeacherCacheFile Open(string path, TeacherPass pass, KeptContent content)
    {
        var fingerprint = TeacherFingerprint.Of(pass, content);
        var head = Head(pass, fingerprint, content);
        if (!File.Exists(path)) WriteOnce(path, pass, head);
        Check(path, pass, head, content);
        return new TeacherCacheFile(path, pass.Width);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Of(int index) => new(start + HeadLength + ((long)index * width * sizeof(float)), width);

    /// <inheritdoc/>
    public override void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Of several runs that want the same answers one asks the teacher, and the others wait for its file.</summary>
    private static void WriteOnce(string path, TeacherPass pass, byte[] head)
    {
        using var held = FileLock.Take(path + ".lock");
        if (!File.Exists(path)) Write(path, pass, head);
    }

    private static void Write(string path, TeacherPass pass, byte[] head)
    {
        var unfinished = path + ".new";
        using (var stream = File.Create(unfinished))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            stream.Write(new byte[HeadLength]);
            pass.Run(.., outputs =>
            {
                stream.Write(MemoryMarshal.AsBytes(outputs));
                hash.AppendData(MemoryMarshal.AsBytes(outputs));
            });
            stream.Position = 0;
            hash.GetHashAndReset().CopyTo(head, HashesFrom + (2 * HashLength));
            stream.Write(head);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>The head of a file that fits, but for the hash of the floats.</summary>
    private static byte[] Head(TeacherPass pass, TeacherFingerprint fingerprint, KeptContent content)
    {
        var head = new byte[HeadLength];
        Mark.CopyTo(head);
        MemoryMarshal.Write(head.AsSpan(8), (long)pass.Count);
        MemoryMarshal.Write(head.AsSpan(16), (long)pass.Width);
        fingerprint.Samples.CopyTo(head, HashesFrom);
        fingerprint.Teacher.CopyTo(head, HashesFrom + HashLength);
        MemoryMarshal.Write(head.AsSpan(LayersAt), content.Layers);
        return head;
    }

    private static void Check(string path, TeacherPass pass, byte[] expected, KeptContent content)
    {
        using var stream = File.OpenRead(path);
        var head = new byte[HeadLength];
        if (stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) < HeadLength || !head.AsSpan(0, Mark.Length).SequenceEqual(Mark))
            throw new InvalidDataException($"'{path}' is not a file of teacher's answers; name another, or delete it.");
        if (!head.AsSpan(LayersAt).SequenceEqual(expected.AsSpan(LayersAt)))
            throw new InvalidDataException($"'{path}' has something else than {content} ({content.Description}); name another file, or delete it.");
        if (!Hash(head, 0).SequenceEqual(Hash(expected, 0)) || !head.AsSpan(0, HashesFrom).SequenceEqual(expected.AsSpan(0, HashesFrom)))
            throw new InvalidDataException($"'{path}' has {content} for other samples than these {pass.Count}; name another file, or delete it.");
        if (!Hash(head, 1).SequenceEqual(Hash(expected, 1)))
            throw new InvalidDataException($"'{path}' is of another teacher (or was computed on another kind of processor); name another file, or delete it.");
        var whole = stream.Length == HeadLength + ((long)pass.Count * pass.Width * sizeof(float));
        if (!whole || !SHA256.HashData(stream).AsSpan().SequenceEqual(Hash(head, 2)))
            throw new InvalidDataException($"'{path}' is damaged: its floats are not those that were written. Delete it; the teacher will be asked again.");
    }

    private static ReadOnlySpan<byte> Hash(byte[] head, int number) => head.AsSpan(HashesFrom + (number * HashLength), HashLength);
}
