using System.Text;
using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class CheckpointTests(ITestOutputHelper output)
{
    [Fact]
    public void Tensors_and_metadata_survive_a_round_trip()
    {
        var random = Seeded.Random(output);
        var checkpoint = new Checkpoint(
            [
                CheckpointTensor.Of("a.mask", [3], [1, 0, 1]),
                CheckpointTensor.Of("a", [3], random.Floats(3)),
                new CheckpointTensor("n", TensorElement.I64, [], new byte[8]),
                CheckpointTensor.Of("empty", [0, 7], Array.Empty<float>()),
                CheckpointTensor.Of("quote\"\\\n\u00e9\ud83d\ude00", [1, 2], random.Floats(2)),
            ],
            new Dictionary<string, string> { ["k"] = "line\nline \"two\"", [Checkpoint.SchemaKey] = "1" });
        var back = Checkpoint.Read(checkpoint.ToBytes());
        Assert.Equal(checkpoint.Metadata.OrderBy(m => m.Key), back.Metadata.OrderBy(m => m.Key));
        Assert.Equal(checkpoint.Tensors.Select(t => t.ToString()), back.Tensors.Select(t => t.ToString()));
        Assert.All(checkpoint.Tensors, t => Assert.Equal(t.Bytes, back[t.Name].Bytes));
        Assert.Equal(checkpoint.ToBytes(), back.ToBytes());
    }

    [Fact]
    public void The_file_is_what_the_format_says()
    {
        var bytes = new Checkpoint([CheckpointTensor.Of("w", [2], [1f, -2f])]).ToBytes();
        var length = BitConverter.ToInt64(bytes);
        Assert.Equal(0, (8 + length) % 64);
        var header = Encoding.UTF8.GetString(bytes, 8, (int)length);
        Assert.Equal("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", header.TrimEnd());
        Assert.Equal(1f, BitConverter.ToSingle(bytes, 8 + (int)length));
        Assert.Equal(-2f, BitConverter.ToSingle(bytes, 12 + (int)length));
    }

    [Fact]
    public void Half_floats_widen_exactly()
    {
        var halves = Enumerable.Range(0, 65536).Select(i => BitConverter.UInt16BitsToHalf((ushort)i)).ToArray();
        var half = new CheckpointTensor("h", TensorElement.F16, [65536], halves.SelectMany(BitConverter.GetBytes).ToArray()).ToFloats();
        for (var i = 0; i < halves.Length; i++) Assert.True(((float)halves[i]).Equals(half[i]), $"{i:x}");
        var brain = new CheckpointTensor("b", TensorElement.BF16, [2], [0x80, 0x3F, 0x49, 0xC0]).ToFloats();
        Assert.Equal([1f, BitConverter.Int32BitsToSingle(unchecked((int)0xC0490000))], brain);
    }

    [Fact]
    public void Floats_narrow_to_the_nearest_half()
    {
        var random = Seeded.Random(output);
        var floats = new List<float> { 0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, 65519.996f, -65519.996f };
        for (var i = 0; i < 0x7C00; i++)
        {
            // Every half, the tie above it and the floats beside the tie.
            var half = (float)BitConverter.UInt16BitsToHalf((ushort)i);
            var tie = (half + (i == 0x7BFF ? 65536f : (float)BitConverter.UInt16BitsToHalf((ushort)(i + 1)))) / 2;
            floats.AddRange([half, -half, MathF.BitDecrement(tie)]);
            if (i < 0x7BFF) floats.AddRange([tie, -tie, MathF.BitIncrement(tie)]);
        }

        floats.AddRange(random.Floats(1000));
        var narrow = CheckpointTensor.Of("w", [floats.Count], [.. floats]).ToHalf();
        Assert.Equal(TensorElement.F16, narrow.Element);
        var back = narrow.ToFloats();
        for (var i = 0; i < back.Length; i++) Assert.True(((float)(Half)floats[i]).Equals(back[i]), $"{floats[i]:R} became {back[i]:R}");
    }

    [Fact]
    public void Half_a_checkpoint_keeps_what_is_not_a_weight()
    {
        var checkpoint = new Checkpoint(
            [CheckpointTensor.Of("w", [1], [1f / 3]), CheckpointTensor.Of("w.mask", [1], [1]), CheckpointTensor.Of("w.scale", [1], [1f / 3])],
            new Dictionary<string, string> { ["k"] = "v" });
        var half = checkpoint.ToHalf();
        Assert.Equal(["w: F16[1]", "w.mask: U8[1]", "w.scale: F32[1]"], half.Tensors.Select(t => t.ToString()));
        Assert.Equal("v", half.Metadata["k"]);
        Assert.Equal(half.ToBytes(), half.ToHalf().ToBytes());
        var tooLarge = Assert.Throws<CheckpointException>(() => CheckpointTensor.Of("w", [1], [-65520f]).ToHalf());
        Assert.Equal((CheckpointProblem.Value, "w"), (tooLarge.Problem, tooLarge.Tensor));
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("deep/Student.safetensors");
        new Checkpoint([CheckpointTensor.Of("w", [1], [1f])]).Save(path);
        new Checkpoint([CheckpointTensor.Of("w", [1], [2f])]).Save(path);
        Assert.Equal(2f, Checkpoint.Load(path)["w"].ToFloats()[0]);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("old.bin");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidDataException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_checkpoint_exception()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(CheckpointProblem.File, Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.File("gone"))).Problem);
    }

    [Fact]
    public void With_replaces_and_adds()
    {
        var checkpoint = new Checkpoint([CheckpointTensor.Of("a", [1], [1f]), CheckpointTensor.Of("b", [1], [2f])]);
        var changed = checkpoint.With(CheckpointTensor.Of("c", [1], [4f]), CheckpointTensor.Of("a", [1], [3f]));
        Assert.Equal(["a", "b", "c"], changed.Tensors.Select(t => t.Name));
        Assert.Equal(3f, changed["a"].ToFloats()[0]);
        Assert.Equal(1f, checkpoint["a"].ToFloats()[0]);
    }

    [Fact]
    public void A_tensor_needs_the_bytes_of_its_shape()
    {
        Assert.Throws<ArgumentException>(() => CheckpointTensor.Of("w", [2, 3], new float[5]));
        Assert.Throws<ArgumentException>(() => CheckpointTensor.Of("w", [int.MaxValue, int.MaxValue, 4], Array.Empty<float>()));
        Assert.Throws<ArgumentException>(() => CheckpointTensor.Of("w", [-1], Array.Empty<float>()));
    }

    [Theory]
    [InlineData("conformance/burn_pt/safetensors-tests/tests/multi_layer/multi_layer.safetensors", "fc1.weight", 16, 256)]
    [InlineData("models/mnist_burn/mnist.safetensors", "fc2.weight", 10, 32)]
    [InlineData("models/hls4ml_jets/KERAS_3layer_weights.safetensors", "fc1_relu/kernel:0", 16, 64)]
    public void Files_of_others_are_read(string file, string tensor, int rows, int columns)
    {
        if (SharedData.Find(file) is not { } path)
        {
            output.WriteLine($"Skipped: {file} is not on this machine.");
            return;
        }

        var checkpoint = Checkpoint.Load(path);
        Assert.Equal([rows, columns], checkpoint[tensor].Shape);
        Assert.All(checkpoint[tensor].ToFloats(), v => Assert.True(float.IsFinite(v)));
        var rewritten = Checkpoint.Read(checkpoint.ToBytes());
        Assert.All(checkpoint.Tensors, t => Assert.Equal(t.Bytes, rewritten[t.Name].Bytes));
    }
}
