using CompressDsl.Core;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Entropy-coded models: bit for bit what was packed, small where there is little in it, and never a crash.</summary>
public sealed class SmallStorageTests(ITestOutputHelper output)
{
    private const int Inputs = 256;
    private const int Outputs = 96;

    [Theory]
    [InlineData(8, 0.9, PrunePattern.Unstructured)]
    [InlineData(8, 0.9, PrunePattern.Block16x4)]
    [InlineData(3, 0.75, PrunePattern.NM)]
    [InlineData(2, 0, PrunePattern.Unstructured)]
    [InlineData(8, 0.5, PrunePattern.Rows)]
    public void A_coded_model_is_decoded_bit_for_bit_and_near_to_its_entropy(int bits, double sparsity, PrunePattern pattern)
    {
        var (recipe, model, checkpoint) = Layer(bits, sparsity, pattern);
        var stored = model.Bytes;
        Assert.Equal(StorageMode.Small, model.Storage);
        Assert.Equal(stored, Compressor.Compress(Recipe.Parse(recipe.ToText()), checkpoint, StorageMode.Small).Bytes);
        Assert.Equal(model.Loaded, SmallStorage.Decode(stored));
        Assert.Equal(model.Loaded, SmallStorage.Decode([.. stored, .. new byte[63]]));
        var least = Entropy(model.Loaded[model.Offsets[0]..]) / 8;
        output.WriteLine($"{bits} bit, {sparsity} {pattern}: {model.Loaded.Length} -> {stored.Length} bytes, {least:f0} by the entropy of its bytes");
        Assert.True(stored.Length < (1.05 * least) + 250, $"{stored.Length} bytes; their entropy is {least:f0}");
    }

    [Fact]
    public void Blocks_cost_their_weights_and_a_bit_for_their_places()
    {
        var model = Layer(8, 0.9, PrunePattern.Block16x4, "int8-blocks").Model;
        var stored = model.Bytes;
        var blocks = BitConverter.ToInt32(model.Loaded, model.Offsets[0] + (4 * (Outputs / 16)));
        output.WriteLine($"{blocks} blocks, {model.Loaded.Length} -> {stored.Length} bytes");
        Assert.Equal(model.Loaded, SmallStorage.Decode(stored));
        Assert.True(stored.Length < (blocks * 65) + 250, $"{stored.Length} bytes for {blocks} blocks");
    }

    [Fact]
    public void Random_segments_are_decoded_bit_for_bit()
    {
        var random = Seeded.Random(output);
        for (var round = 0; round < 300; round++)
        {
            var bytes = RandomBytes(random, 1 + random.Next(round < 290 ? 700 : 90_000));
            var writer = new CodeWriter();
            new SegmentCode().Write(writer, bytes);
            var code = writer.ToArray();
            var reader = new CodeReader(code, 0, code.Length);
            Assert.Equal(bytes, new SegmentCode().Read(reader, bytes.Length));
            Assert.True(reader.IsAtEnd);
            Assert.True(code.Length <= bytes.Length + 24, $"{code.Length} bytes for {bytes.Length}");
        }
    }

    [Fact]
    public void Every_damage_is_refused_by_name()
    {
        var (recipe, model, _) = Layer(4, 0.9, PrunePattern.Unstructured);
        var stored = model.Bytes;
        var identity = new PackedIdentity("My.Model", recipe.PackedHash, recipe.Sections.Count);
        using (var whole = PackedModel.FromBytes(stored, identity)) Assert.Equal(model.Loaded.Length, whole.Length);
        var random = Seeded.Random(output);
        for (var round = 0; round < 500; round++)
        {
            var damaged = (byte[])stored.Clone();
            if (round % 4 == 0) Array.Resize(ref damaged, random.Next(stored.Length));
            else damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            var error = Assert.Throws<InvalidDataException>(() => PackedModel.FromBytes(damaged, identity));
            Assert.StartsWith("The packed weights of model 'My.Model' cannot be used: ", error.Message);
        }

        Assert.Contains("packed for recipe", Assert.Throws<InvalidDataException>(() => PackedModel.FromBytes(stored, identity with { RecipeHash = 1 })).Message);
        stored[^1] ^= 1;
        Assert.EndsWith("the coded weights are damaged: its hash is another one.", Assert.Throws<InvalidDataException>(() => PackedModel.FromBytes(stored, identity)).Message);
    }

    [Fact]
    public void Codes_that_no_encoder_writes_give_nothing_but_format_exceptions()
    {
        var random = Seeded.Random(output);
        var refused = 0;
        for (var round = 0; round < 4000; round++)
        {
            var writer = new CodeWriter();
            if (random.Next(2) == 0) new SegmentCode().Write(writer, RandomBytes(random, 1 + random.Next(300)));
            else WriteMatrix(writer, random);
            var code = writer.ToArray();
            for (var n = random.Next(1, 5); n > 0; n--) code[random.Next(code.Length)] = (byte)random.Next(256);
            try
            {
                new SegmentCode().Read(new CodeReader(code, 0, code.Length), 100_000);
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 1000, $"{refused} refused");
    }

    private static void WriteMatrix(CodeWriter writer, Random random)
    {
        var layout = new MatrixLayout(16 * random.Next(1, 4), 4 * random.Next(1, 20), random.Next(1, 4), 4);
        new SegmentCode().Write(writer, Sparse(random, layout.Length, 0.05), layout);
    }

    private static byte[] Sparse(Random random, int count, double used) =>
        [.. Enumerable.Range(0, count).Select(_ => (byte)(random.NextDouble() < used ? random.Next(-7, 8) : 0))];

    private static byte[] RandomBytes(Random random, int count)
    {
        var (zeros, values) = (random.NextDouble(), 1 + random.Next(random.Next(2) == 0 ? 5 : 256));
        var bytes = Enumerable.Range(0, count).Select(_ => random.NextDouble() < zeros ? (byte)0 : (byte)random.Next(values)).ToArray();
        if (random.Next(3) > 0) return bytes;
        var sum = 0;
        return bytes.SelectMany(b => BitConverter.GetBytes((ushort)(sum += b))).ToArray();
    }

    private (Recipe Recipe, CompressedModel Model, Checkpoint Checkpoint) Layer(int bits, double sparsity, PrunePattern pattern, string kind = "int8-dot")
    {
        var random = Seeded.Random(output);
        var details = pattern == PrunePattern.NM ? new PruneDetails(1, 4) : null;
        var weight = new WeightRecipe("w", [Outputs, Inputs], WeightKind.Matrix, bits, sparsity, pattern).PrunedBy(details);
        var recipe = new Recipe("My.Model", [weight], [], [TinyModel.Section("W", kind, ("weight", "w"), ("tile", "2"))], []);
        var values = Enumerable.Range(0, weight.Count).Select(_ => (float)Enumerable.Range(0, 6).Sum(_ => random.NextDouble() - 0.5)).ToArray();
        var checkpoint = new Checkpoint([CheckpointTensor.Of("w", weight.Shape, values)]);
        return (recipe, Compressor.Compress(recipe, checkpoint, StorageMode.Small), checkpoint);
    }

    private static double Entropy(byte[] bytes) => bytes.GroupBy(b => b).Sum(g => g.Count() * Math.Log2((double)bytes.Length / g.Count()));
}
