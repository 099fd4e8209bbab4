using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class CompressorTests(ITestOutputHelper output)
{
    [Fact]
    public void Same_recipe_and_checkpoint_give_the_same_bytes()
    {
        var recipe = TinyModel.Recipe();
        var checkpoint = TinyModel.Checkpoint(Seeded.Random(output));
        var first = Compressor.Compress(recipe, checkpoint);
        var second = Compressor.Compress(Recipe.Parse(recipe.ToText()), Checkpoint.Read(checkpoint.ToBytes()));
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal(first.Offsets, second.Offsets);
        Assert.Equal(first.Layers, second.Layers);
        Assert.Equal(first.Bytes.Length, Compressor.StoreSize(recipe, checkpoint));
    }

    [Fact]
    public void The_header_says_where_everything_is()
    {
        var recipe = TinyModel.Recipe();
        var model = Compressor.Compress(recipe, TinyModel.Checkpoint(Seeded.Random(output)));
        Assert.Equal("CDSL"u8.ToArray(), model.Bytes[..4]);
        Assert.Equal(PackedHeader.Magic, BitConverter.ToInt32(model.Bytes, 0));
        Assert.Equal(PackedHeader.Version, BitConverter.ToInt32(model.Bytes, 4));
        Assert.Equal(recipe.Sections.Count, BitConverter.ToInt32(model.Bytes, 8));
        Assert.Equal(model.Bytes.Length, BitConverter.ToInt32(model.Bytes, 12));
        Assert.Equal(recipe.PackedHash, BitConverter.ToUInt64(model.Bytes, 16));
        for (var i = 0; i < model.Offsets.Count; i++)
        {
            Assert.Equal(model.Offsets[i], BitConverter.ToInt32(model.Bytes, PackedHeader.OffsetsAt + (4 * i)));
            Assert.Equal(0, model.Offsets[i] % 64);
        }
    }

    [Fact]
    public void Stored_masks_and_scales_are_used_verbatim_until_the_recipe_changes()
    {
        var recipe = TinyModel.Recipe();
        var random = Seeded.Random(output);
        var plain = TinyModel.Checkpoint(random);
        var key = TinyModel.Weight(1);
        var mask = new byte[plain[key].Count];
        for (var i = 0; i < mask.Length; i++) mask[i] = (byte)random.Next(2);
        var scales = Enumerable.Range(1, TinyModel.Widths[2]).Select(i => i / 64f).ToArray();
        var trained = plain.TrainedFor(recipe).With(
            CheckpointTensor.Of(key + ".mask", plain[key].Shape, mask), CheckpointTensor.Of(key + ".scale", [scales.Length], scales));

        var used = new CompressionContext(recipe, trained).Weight(key);
        Assert.Equal(scales, used.Scales);
        var values = plain[key].ToFloats();
        for (var i = 0; i < mask.Length; i++)
        {
            var scale = scales[i / TinyModel.Widths[1]];
            var q = Math.Clamp(MathF.Round(values[i] / scale), -127, 127);
            Assert.Equal(mask[i] == 0 ? 0 : q, (float)used.Quantized![i]);
        }

        // Fewer bits: the mask still holds, the scales do not. Another share of zeros: neither does.
        var fewer = new CompressionContext(TinyModel.Recipe(bits: 4), trained).Weight(key);
        Assert.NotEqual(scales, fewer.Scales);
        Assert.All(Enumerable.Range(0, mask.Length).Where(i => mask[i] == 0), i => Assert.Equal(0, fewer.Quantized![i]));
        var other = TinyModel.Recipe(sparsity: 0.25);
        Assert.Equal(new CompressionContext(other, plain).Weight(key).Quantized, new CompressionContext(other, trained).Weight(key).Quantized);
    }

    [Fact]
    public void Scales_of_a_folded_weight_are_those_of_the_folded_tensor()
    {
        var random = Seeded.Random(output);
        string[] parts = ["norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"];
        var weight = new WeightRecipe("w", [4, 3], WeightKind.Matrix, 8, FoldedNorm: "norm", FoldedEpsilon: 1e-5);
        var vectors = parts.Select(p => new WeightRecipe(p, [4], WeightKind.Vector));
        var recipe = new Recipe("M", new EquatableArray<WeightRecipe>(vectors.Prepend(weight)), [], [], []);
        var plain = new Checkpoint(parts.Select(p => CheckpointTensor.Of(p, [4], random.Floats(4).Select(MathF.Abs).ToArray()))
            .Append(CheckpointTensor.Of("w", [4, 3], random.Floats(12))));
        var trained = plain.TrainedFor(recipe).With(CheckpointTensor.Of("w.scale", [4], [1f, 1f, 1f, 1f]));
        var deployed = new CompressionContext(recipe, trained).Weight("w");
        Assert.Equal(new CompressionContext(recipe, plain).Weight("w").Scales, deployed.Scales);
        Assert.All(Enumerable.Range(0, 4), n => Assert.Equal(127, Enumerable.Range(0, 3).Max(k => Math.Abs((int)deployed.Quantized![(3 * n) + k]))));
    }

    [Fact]
    public void A_missing_range_names_the_point_and_the_way_out()
    {
        var checkpoint = TinyModel.Checkpoint(Seeded.Random(output), ranges: false);
        var problem = Assert.Throws<CheckpointException>(() => Compressor.Compress(TinyModel.Recipe(), checkpoint));
        Assert.Equal(CheckpointProblem.MissingRange, problem.Problem);
        Assert.Equal("fc0.input", problem.Tensor);
        Assert.Contains("Tiny.Calibrate", problem.Message);
    }

    [Fact]
    public void A_dead_neuron_with_a_bias_keeps_its_bias()
    {
        var recipe = TinyModel.Recipe(sparsity: 0);
        var checkpoint = TinyModel.Checkpoint(Seeded.Random(output));
        var weights = checkpoint[TinyModel.Weight(0)].ToFloats();
        for (var k = 0; k < TinyModel.Widths[0]; k++) weights[k] *= 1e-20f;
        var bias = checkpoint[TinyModel.Bias(0)].ToFloats();
        bias[0] = 0.75f;
        checkpoint = checkpoint.With(
            CheckpointTensor.Of(TinyModel.Weight(0), checkpoint[TinyModel.Weight(0)].Shape, weights),
            CheckpointTensor.Of(TinyModel.Bias(0), [bias.Length], bias));
        var model = Compressor.Compress(recipe, checkpoint);
        var packedBias = BitConverter.ToInt32(model.Bytes, model.Offsets[2]);
        var packedScale = BitConverter.ToSingle(model.Bytes, model.Offsets[3]);
        Assert.InRange((float)packedBias * packedScale, 0.7499999f, 0.7500001f);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(7)]
    [InlineData(6)]
    [InlineData(4)]
    public void Proofs_of_weights_are_packed_and_reported(int bits)
    {
        var (recipe, checkpoint) = (TinyModel.Recipe(bits), TinyModel.Checkpoint(Seeded.Random(output)));
        foreach (var storage in Enum.GetValues<StorageMode>())
        {
            var model = Compressor.Compress(recipe, checkpoint, storage);
            var packed = model.Loaded[model.Offsets[^1]..][..3];
            var weights = Enumerable.Range(0, 3).Select(i => new CompressionContext(recipe, checkpoint).Weight(TinyModel.Weight(i))).ToArray();
            var proofs = weights.Select(w => SaturationProof.Of(w.NeedQuantized(), w.Columns)).ToArray();
            Assert.Equal(proofs.Select(p => (byte)p.Chain), packed);
            Assert.All(packed, chain => Assert.InRange(chain, bits < 7 ? 2 : bits < 8 ? 1 : 0, 2));
            for (var i = 0; i < 3; i++) Assert.Contains(proofs[i].ToString(), model.Layers[i].Note);
            if (storage == StorageMode.Small) Assert.Equal(model.Loaded, SmallStorage.Decode(model.Bytes));
            else if (model.IsStored) Assert.Equal(model.Loaded, StoredModel.Expand(model.Bytes));
        }
    }

    [Fact]
    public void Facts_count_parameters_bytes_and_zeros()
    {
        var model = Compressor.Compress(TinyModel.Recipe(sparsity: 0.5), TinyModel.Checkpoint(Seeded.Random(output)));
        var layer = model.Layers[0];
        Assert.Equal((13 * 21) + 21, layer.Parameters);
        Assert.Equal(4 * layer.Parameters, layer.BytesBefore);
        Assert.Equal(8, layer.Bits);
        Assert.InRange(layer.Sparsity, 0.01, 0.99);
        Assert.True(layer.BytesAfter > 0);
        Assert.Contains("vpmaddubsw", layer.Note);
        Assert.True(model.Layers.Sum(l => l.BytesAfter) < model.Bytes.Length);
    }

    [Fact]
    public void A_recipe_that_contradicts_itself_is_a_format_exception()
    {
        var recipe = TinyModel.Recipe();
        var checkpoint = TinyModel.Checkpoint(Seeded.Random(output));
        Recipe With(Section section) => recipe with { Sections = [section] };
        Assert.Throws<FormatException>(() => Compressor.Compress(With(TinyModel.Section("A", "nonsense")), checkpoint));
        Assert.Throws<FormatException>(() => Compressor.Compress(With(TinyModel.Section("A", "int8-dot", ("weight", "fc0.weight"))), checkpoint));
        Assert.Throws<FormatException>(() => Compressor.Compress(With(TinyModel.Section("A", "weight-scale", ("weight", "gone"))), checkpoint));
        Assert.Throws<FormatException>(() => Compressor.Compress(TinyModel.Recipe(bits: 9), checkpoint));
        foreach (var kind in new[] { "group-weights", "group-scale", "group-sums" })
            Assert.Throws<FormatException>(() => Compressor.Compress(With(TinyModel.Section("A", kind, ("weight", "fc0.weight"), ("tile", "1"))), checkpoint));
        var grouped = recipe with { Weights = new EquatableArray<WeightRecipe>(recipe.Weights.Select(w => w.Kind == WeightKind.Matrix ? w.InGroups(4) : w)) };
        foreach (var kind in new[] { "weight-scale", "dot-scale", "dot-bias" })
        {
            var section = TinyModel.Section("A", kind, ("weight", "fc0.weight"), ("activation", "fc0.input"));
            Assert.Throws<FormatException>(() => Compressor.Compress(grouped with { Sections = [section] }, checkpoint));
        }
    }
}
