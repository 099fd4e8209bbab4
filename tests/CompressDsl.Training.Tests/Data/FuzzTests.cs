using System.IO.Compression;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests;

/// <summary>Whatever stands in a file: it is read, or refused as <see cref="InvalidDataException"/> with its name.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const ulong Seed = 2026;
    private static readonly byte[] Words = "a,b\n1,2\"\"\r;\t-.eNaN\0\u00e9"u8.ToArray();

    [Fact]
    public void Random_files_are_read_or_refused()
    {
        output.WriteLine($"seed {Seed}");
        using var folder = new TemporaryFolder();
        for (ulong round = 0; round < 400; round++)
        {
            var random = new CounterRandom(Seed, round);
            var bytes = new byte[random.Next(60)];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = round % 2 == 0 ? Words[random.Next(Words.Length)] : (byte)random.Next(256);
            var path = folder.Write("file", bytes);
            ReadsOrRefuses(path, () => CsvDataset.Load(path, new CsvOptions { LabelColumn = "1", HasHeader = false }));
            ReadsOrRefuses(path, () => TextDataset.Load(path, new TextLineOptions((_, ids) => ids.Add(1), 2)));
            ReadsOrRefuses(path, () => IdxFile.Read(path));
            ReadsOrRefuses(path, () => TrainingState.Load(path));
            var packed = folder.Write("file.gz", bytes);
            ReadsOrRefuses(packed, () => IdxFile.Read(packed));
        }
    }

    [Fact]
    public void Damaged_idx_files_are_read_or_refused()
    {
        output.WriteLine($"seed {Seed}");
        using var folder = new TemporaryFolder();
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write([0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6]);
        for (ulong round = 0; round < 300; round++)
        {
            var random = new CounterRandom(Seed, 1000 + round);
            var bytes = memory.ToArray();
            for (var hits = 1 + random.Next(3); hits > 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var path = folder.Write("images.gz", bytes);
            ReadsOrRefuses(path, () => IdxFile.Read(path));
        }
    }

    private static void ReadsOrRefuses(string path, Func<object> read)
    {
        try
        {
            Assert.NotNull(read());
        }
        catch (InvalidDataException e)
        {
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
        }
    }
}
