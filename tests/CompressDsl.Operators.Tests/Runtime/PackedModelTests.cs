using System.Runtime.InteropServices;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Runtime;

/// <summary>Packed models: from every source, and refused with the reason when they do not fit.</summary>
public sealed unsafe class PackedModelTests
{
    private static readonly PackedIdentity Identity = new("Shop.Student", PackedBytes.Hash, 2);

    public static TheoryData<int, int, string> Damages => new()
    {
        { 0, 0x12345678, "these bytes are no packed model" },
        { 4, 3, "format version 3, this runtime reads 1" },
        { 8, 3, "3 sections instead of 2" },
        { 8, -1, "-1 sections instead of 2" },
        { 12, 193, "192 bytes where the header says 193: truncated" },
        { 12, -5, "truncated" },
        { 16, 7, "packed for recipe 0123456700000007, the code was compiled for 0123456789abcdef" },
        { 24, 0, "section 0 starts at 0: damaged" },
        { 28, 130, "section 1 starts at 130: damaged" },
        { 28, 256, "section 1 starts at 256: damaged" },
        { 28, -64, "section 1 starts at -64: damaged" },
    };

    [Fact]
    public void Bytes_words_and_text_give_the_same_model()
    {
        var bytes = PackedBytes.Create();
        using var fromBytes = PackedModel.FromBytes(bytes, Identity);
        using var fromWords = PackedModel.FromWords(MemoryMarshal.Cast<byte, ulong>(bytes), Identity);
        using var fromText = PackedModel.FromText(MemoryMarshal.Cast<byte, char>(bytes), Identity);
        foreach (var model in new[] { fromBytes, fromWords, fromText })
        {
            Check(model);
        }
    }

    [Fact]
    public void Stored_bytes_are_unpacked()
    {
        var bytes = PackedBytes.CreateStored();
        Assert.True(bytes.Length < PackedBytes.Create().Length);
        using var model = PackedModel.FromBytes(bytes, Identity);
        using var followed = PackedModel.FromBytes([.. bytes, .. new byte[7]], Identity);
        Check(model);
        Check(followed);
    }

    [Theory]
    [InlineData(12, 1 << 20, "truncated")]
    [InlineData(16, 7, "packed for recipe")]
    [InlineData(24, 63, "hash of what follows the header")]
    [InlineData(36, 1 << 30, "hash of what follows the header")]
    [InlineData(62, 255, "hash of what follows the header")]
    [InlineData(8, 1, "1 sections instead of 2")]
    public void Damaged_stored_bytes_are_refused_with_the_reason(int offset, int value, string reason)
    {
        var bytes = PackedBytes.CreateStored();
        PackedBytes.Put(bytes, offset, value);
        var error = Assert.Throws<InvalidDataException>(() => PackedModel.FromBytes(bytes, Identity));
        Assert.StartsWith("The packed weights of model 'Shop.Student' cannot be used: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sidecar_is_mapped_or_unpacked(bool stored)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, stored ? PackedBytes.CreateStored() : PackedBytes.Create());
        try
        {
            using var model = PackedModel.FromFile(path, Identity);
            Check(model);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_sidecar_is_named()
    {
        var error = Assert.Throws<FileNotFoundException>(() => PackedModel.FromFile("Nowhere.packed", Identity));
        Assert.Contains("The packed weights of model 'Shop.Student' are missing", error.Message);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "Nowhere.packed"), error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public void A_damaged_sidecar_is_refused(int length)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, PackedBytes.Create()[..length]);
        try
        {
            Assert.Throws<InvalidDataException>(() => PackedModel.FromFile(path, Identity));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void Bytes_that_do_not_fit_are_refused_with_the_reason(int offset, int value, string reason)
    {
        var bytes = PackedBytes.Create();
        PackedBytes.Put(bytes, offset, value);
        var error = Assert.Throws<InvalidDataException>(() => PackedModel.FromBytes(bytes, Identity));
        Assert.StartsWith("The packed weights of model 'Shop.Student' cannot be used: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Nothing_is_read_after_dispose()
    {
        var model = PackedModel.FromBytes(PackedBytes.Create(), Identity);
        model.Dispose();
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Offset(0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void There_are_no_other_sections(int index)
    {
        using var model = PackedModel.FromBytes(PackedBytes.Create(), Identity);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Offset(index));
    }

    private static void Check(PackedModel model)
    {
        Assert.Equal((192, 2), (model.Length, model.SectionCount));
        Assert.Equal((64, 128), (model.Offset(0), model.Offset(1)));
        Assert.Equal(0, (nint)model.Address % 64);
        Assert.All(new ReadOnlySpan<byte>(model.Section(0), 64).ToArray(), b => Assert.Equal(1, b));
        Assert.All(new ReadOnlySpan<byte>(model.Section(1), 64).ToArray(), b => Assert.Equal(2, b));
    }
}
