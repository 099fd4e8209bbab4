using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CompressDsl.Training;

/// <summary>
/// What kept answers belong to: the samples, all of them, and the teacher, which is known by what it answers to a few of them. So any
/// teacher has a fingerprint: a network, a function, something outside of this process.
/// </summary>
/// <param name="Samples">SHA-256 of all inputs, in their order.</param>
/// <param name="Teacher">SHA-256 of the names and lengths of what is kept and of <see cref="Probes"/> answers.</param>
internal sealed record TeacherFingerprint(byte[] Samples, byte[] Teacher)
{
    private const int Probes = 16;

    /// <summary>Reads all samples, and asks the teacher about a few.</summary>
    public static TeacherFingerprint Of(TeacherPass pass, KeptContent content) => new(OfSamples(pass.Samples), OfTeacher(pass, content));

    private static byte[] OfSamples(IDataset samples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var batch = new Batch(samples.Shape, 1);
        for (var i = 0; i < samples.Count; i++)
        {
            batch.Clear();
            samples.Append(i, batch);
            hash.AppendData(MemoryMarshal.AsBytes(batch.Features));
            hash.AppendData(MemoryMarshal.AsBytes(batch.Offsets));
            hash.AppendData(MemoryMarshal.AsBytes(batch.Tokens));
        }

        return hash.GetHashAndReset();
    }

    private static byte[] OfTeacher(TeacherPass pass, KeptContent content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(content.Description));
        var count = Math.Min(Probes, pass.Count);
        pass.Run(Enumerable.Range(0, count).Select(i => (int)((long)i * pass.Count / count)), outputs => hash.AppendData(MemoryMarshal.AsBytes(outputs)));
        return hash.GetHashAndReset();
    }
}
