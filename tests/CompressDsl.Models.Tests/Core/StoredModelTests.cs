using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Weights of few bits are stored in few bits and come back bit for bit.</summary>
public sealed class StoredModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Weights_take_their_bits_and_come_back(int bits)
    {
        var (recipe, checkpoint) = Wide(bits, Seeded.Random(output));
        var model = Compressor.Compress(recipe, checkpoint);
        Assert.True(model.IsStored);
        Assert.Equal(model.Loaded, StoredModel.Expand(model.Bytes));
        Assert.Equal(model.Loaded, StoredModel.Expand([.. model.Bytes, 1, 2, 3]));
        var values = (1 << bits) - 1;
        var expected = 4 + values + (Outputs * Inputs * bits / 8);
        Assert.Equal(expected, model.Layers[0].BytesAfter);
        Assert.Equal(StoredModel.Version, BitConverter.ToInt32(model.Bytes, 4));
        Assert.Equal(recipe.PackedHash, BitConverter.ToUInt64(model.Bytes, 16));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    public void Other_weights_are_stored_as_kernels_read_them(int bits)
    {
        var model = Compressor.Compress(TinyModel.Recipe(bits), TinyModel.Checkpoint(Seeded.Random(output)));
        Assert.False(model.IsStored);
        Assert.Equal(PackedHeader.Version, BitConverter.ToInt32(model.Bytes, 4));
    }

    [Fact]
    public void Every_kind_of_integer_weights_comes_back()
    {
        var random = Seeded.Random(output);
        foreach (var (kind, settings) in new[]
        {
            ("int8-dot", "tile=2"), ("int8-columns", "tile=2"), ("int8-blocks", ""), ("int8-depthwise", "rows=3"), ("table-int8", ""), ("table-int8-blocks", ""),
        })
        {
            var isTable = kind.StartsWith("table", StringComparison.Ordinal);
            var weight = new WeightRecipe("w", [60, 45], isTable ? WeightKind.Table : WeightKind.Matrix, 3, 0.5, PrunePattern.Block16x4);
            var all = settings.Split('=', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(s => (s[0], s[1])).Prepend(("weight", "w")).ToArray();
            var recipe = new Recipe("M", [weight], [], [TinyModel.Section("S", kind, all)], []);
            var model = Compressor.Compress(recipe, new Checkpoint([CheckpointTensor.Of("w", weight.Shape, random.Floats(weight.Count))]));
            Assert.True(model.IsStored, kind);
            Assert.Equal(model.Loaded, StoredModel.Expand(model.Bytes));
            Assert.True(model.Bytes.Length < model.Loaded.Length * 0.6, $"{kind}: {model.Bytes.Length} of {model.Loaded.Length}");
        }
    }

    [Fact]
    public void Floats_of_few_values_are_stored_as_places()
    {
        var random = Seeded.Random(output);
        float[] values = [0, -1.5f, 0.25f, 3e-30f, 7];
        var numbers = Enumerable.Range(0, 1000).Select(_ => values[random.Next(values.Length)]).ToArray();
        var stored = StoredSection.Of(new PackedSection([1, 2, 3, .. LittleEndian.Bytes(numbers)], 3, 4));
        Assert.Equal((3, 3 + 4 + (4 * 5) + (1000 * 3 / 8)), (stored.Bits, stored.Bytes.Length));
        var bytes = new byte[stored.Length];
        stored.Expand(stored.Bytes, 0, bytes, 0);
        Assert.Equal([1, 2, 3, .. LittleEndian.Bytes(numbers)], bytes);
    }

    [Fact]
    public void Damage_is_refused()
    {
        var random = Seeded.Random(output);
        var (recipe, checkpoint) = Wide(3, random);
        var good = Compressor.Compress(recipe, checkpoint);
        for (var at = 8; at < good.Bytes.Length; at++)
        {
            // The recipe's hash is for the caller to compare.
            if (at is >= 16 and < 24) continue;
            var bytes = (byte[])good.Bytes.Clone();
            bytes[at] ^= (byte)(1 + random.Next(255));
            Assert.Throws<FormatException>(() => StoredModel.Expand(bytes));
            Assert.Throws<FormatException>(() => StoredModel.Expand(bytes[..at]));
        }
    }

    [Fact]
    public void Sizes_that_contradict_each_other_are_refused_whatever_the_hash()
    {
        var random = Seeded.Random(output);
        var (recipe, checkpoint) = Wide(3, random);
        var good = Compressor.Compress(recipe, checkpoint);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Bytes.Clone();
            for (var n = 0; n < 2; n++) bytes[i % 2 == 0 ? random.Next(32, 60) : random.Next(32, bytes.Length)] = (byte)random.Next(256);
            LittleEndian.Put(bytes, 24, StableHash.Of(bytes, 32, bytes.Length));
            try
            {
                Assert.InRange(StoredModel.Expand(bytes).Length, 0, 8 * good.Loaded.Length);
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3000);
    }

    private const int Outputs = 64;
    private const int Inputs = 48;

    private static (Recipe Recipe, Checkpoint Checkpoint) Wide(int bits, Random random)
    {
        var weight = new WeightRecipe("w", [Outputs, Inputs], WeightKind.Matrix, bits);
        var section = TinyModel.Section("S", "int8-dot", ("weight", "w"), ("tile", "4"));
        var layer = new LayerPlan("w", "Linear", ["w"], 1, "int8");
        return (new Recipe("M", [weight], [], [section], [layer]), new Checkpoint([CheckpointTensor.Of("w", weight.Shape, random.Floats(weight.Count))]));
    }
}
