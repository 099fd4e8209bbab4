using System.IO.Compression;

namespace CompressDsl.Training.Tests;

public sealed class IdxTests
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read(bool packed)
    {
        using var folder = new TemporaryFolder();
        var end = packed ? ".gz" : "";
        folder.Write("train-images-idx3-ubyte" + end, packed ? Pack(Images) : Images);
        var labels = folder.Write("train-labels-idx1-ubyte" + end, packed ? Pack(Labels) : Labels);
        var data = ImageDataset.LoadMnist(Path.GetDirectoryName(labels)!);
        var batch = new Batch(data.Shape, 2);
        data.Append(1, batch);
        data.Append(0, batch);
        Assert.Equal(2, data.Count);
        Assert.Equal([3, 7], batch.Labels.ToArray());
        Assert.Equal([0.2f, 0.4f, 0f, 1f], batch.Features.ToArray());
    }

    [Theory]
    [InlineData("short", "ends early")]
    [InlineData("long", "more data")]
    [InlineData("magic", "two zero bytes")]
    [InlineData("type", "type 0x0D")]
    [InlineData("negative", "dimension -1")]
    [InlineData("absurd", "says it holds more than")]
    [InlineData("empty", "ends early")]
    public void Damage_is_named_with_the_file(string damage, string expected)
    {
        byte[] bytes = [.. Images];
        if (damage == "short") bytes = bytes[..^1];
        else if (damage == "long") bytes = [.. bytes, 0];
        else if (damage == "magic") bytes[0] = 31;
        else if (damage == "type") bytes[2] = 13;
        else if (damage == "negative") bytes.AsSpan(4, 4).Fill(255);
        else if (damage == "absurd") bytes.AsSpan(5, 3).Fill(255);
        else bytes = [];
        if (damage == "absurd") bytes[9] = bytes[13] = 255;
        using var folder = new TemporaryFolder();
        var path = folder.Write("images", bytes);
        var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_gz_is_named()
    {
        var packed = Pack(Images);
        for (var i = 10; i < 16; i++) packed[i] ^= 0x5A;
        using var folder = new TemporaryFolder();
        var path = folder.Write("images.gz", packed);
        var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_gz_is_refused_or_whole()
    {
        var packed = Pack(Images);
        using var folder = new TemporaryFolder();
        for (var length = 0; length < packed.Length - 8; length++)
        {
            var path = folder.Write("images.gz", packed[..length]);
            Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        }
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_refused()
    {
        using var folder = new TemporaryFolder();
        string images = folder.Write("i", Images), labels = folder.Write("l", [0, 0, 8, 1, 0, 0, 0, 1, 7]), bad = folder.Write("b", [0, 0, 8, 1, 0, 0, 0, 2, 7, 10]);
        Assert.Contains("2 images", Assert.Throws<InvalidDataException>(() => ImageDataset.Load(images, labels)).Message, StringComparison.Ordinal);
        Assert.Contains("label 10", Assert.Throws<InvalidDataException>(() => ImageDataset.Load(images, bad)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ImageDataset.Load(folder.File("none"), labels));
        Assert.Contains("t10k-images", Assert.Throws<FileNotFoundException>(() => ImageDataset.LoadMnist(Path.GetDirectoryName(images)!, "t10k")).Message, StringComparison.Ordinal);
    }

    [MnistFact]
    public void Mnist_has_its_known_mean()
    {
        var data = ImageDataset.LoadMnist(MnistFactAttribute.Folder!, "t10k");
        Assert.Equal(10_000, data.Count);
        var batch = new Batch(data.Shape, 10_000);
        using var cursor = ((IDataSource)data).Open(1, 0);
        Assert.True(cursor.MoveNext(batch));
        double sum = 0;
        foreach (var v in batch.Features) sum += v;
        Assert.Equal(0.1325, sum / batch.Features.Length, 0.0005);
        Assert.Equal(980, batch.Labels.ToArray().Count(l => l == 0));
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return memory.ToArray();
    }
}
