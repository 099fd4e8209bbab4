using System.Text;
using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>The files of TorchSharp's <c>Module.save</c> and <c>Module.load</c>.</summary>
public sealed class TorchSharpFileTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dat").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var tensor = CheckpointTensor.Of("fc.weight", new EquatableArray<int>(1, 200), new float[200]);
        var bytes = Written(new Checkpoint([tensor]));
        byte[] head = [1, 9, .. Encoding.UTF8.GetBytes("fc.weight"), 6, 2, 1, 0xC8, 1];
        Assert.Equal(head, bytes[..head.Length]);
        Assert.Equal(head.Length + 800, bytes.Length);
    }

    [Fact]
    public void What_is_written_is_read_bit_for_bit()
    {
        var random = Seeded.Random(output);
        var names = new[] { "a.weight", "blöcke.0.fc.bias", new string('n', 300) };
        var tensors = names.Select(n => Tensor(n, random)).Append(CheckpointTensor.Of("scalar", default, [float.NaN]))
            .Append(CheckpointTensor.Of("fc.mask", new EquatableArray<int>(2, 2), [1, 0, 0, 1]))
            .Append(new CheckpointTensor("norm.num_batches_tracked", TensorElement.I64, default, new byte[8])).ToArray();
        var path = Path.Combine(folder, "weights.dat");
        new Checkpoint(tensors).Save(path);
        var read = Checkpoint.Load(path);
        Assert.Equal(tensors.Select(t => t.ToString()), read.Tensors.Select(t => t.ToString()));
        Assert.All(tensors, t => Assert.Equal(t.Bytes, read[t.Name].Bytes));
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        var bytes = Written(new Checkpoint([Tensor("fc.weight", new Random(1)), Tensor("fc.bias", new Random(2))]));
        for (var length = 0; length < bytes.Length; length++)
            Assert.True(Assert.Throws<CheckpointException>(() => Load(bytes[..length])).Problem is CheckpointProblem.Truncated or CheckpointProblem.HeaderLength);
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 97, 99, 0 }, CheckpointProblem.ElementType, "Tensor 'a' has the unknown element type 99.")]
    [InlineData(new byte[] { 1, 1, 97, 6, 65 }, CheckpointProblem.HeaderText, "Tensor 'a' has an impossible rank of 65.")]
    [InlineData(new byte[] { 1, 1, 97, 6, 1, 2, 0, 0, 0, 0 }, CheckpointProblem.Truncated, "Tensor 'a' [2] has 8 bytes, and the file 4 more: it is cut off.")]
    [InlineData(new byte[] { 2, 1, 97, 0, 0, 7, 1, 97, 0, 0, 7 }, CheckpointProblem.DuplicateName, "Tensor 'a' stands twice in the file.")]
    [InlineData(new byte[] { 1, 1, 97, 0, 0, 7, 8 }, CheckpointProblem.Offsets, "1 bytes at the end of the file belong to no tensor.")]
    [InlineData(new byte[] { 1, 1, 0xFF, 0, 0, 7 }, CheckpointProblem.HeaderText, "The file cannot be read: the name of tensor 1 is not UTF-8.")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 }, CheckpointProblem.HeaderText, "The file cannot be read: the number of tensors is no number.")]
    [InlineData(new byte[] { 90, 1 }, CheckpointProblem.HeaderLength, "The file claims 90 tensors and has 2 bytes: not a file of TorchSharp.")]
    public void Damage_is_named(byte[] bytes, CheckpointProblem problem, string message)
    {
        var error = Assert.Throws<CheckpointException>(() => Load(bytes));
        Assert.Equal((problem, message), (error.Problem, error.Message));
    }

    [Fact]
    public void Random_damage_never_throws_anything_else()
    {
        var random = Seeded.Random(output);
        var good = Written(new Checkpoint([Tensor("fc.weight", random), Tensor("fc.bias", random)]));
        for (var n = 0; n < 2000; n++)
        {
            var bytes = (byte[])good.Clone();
            for (var changes = random.Next(1, 5); changes > 0; changes--) bytes[random.Next(Math.Min(40, bytes.Length))] = (byte)random.Next(256);
            try
            {
                Load(bytes);
            }
            catch (CheckpointException)
            {
            }
        }
    }

    [Fact]
    public void What_TorchSharp_cannot_hold_is_refused_by_name()
    {
        var error = Assert.Throws<CheckpointException>(() => Written(new Checkpoint([new CheckpointTensor("ids", TensorElement.U64, new EquatableArray<int>(1), new byte[8])])));
        Assert.Equal("Tensor 'ids' has the element type U64, which TorchSharp does not have.", error.Message);
    }

    private static CheckpointTensor Tensor(string name, Random random)
    {
        var columns = random.Next(1, 200);
        return CheckpointTensor.Of(name, new EquatableArray<int>(3, columns), random.Floats(3 * columns));
    }

    private byte[] Written(Checkpoint checkpoint)
    {
        var path = Path.Combine(folder, "written.dat");
        checkpoint.Save(path);
        return File.ReadAllBytes(path);
    }

    private Checkpoint Load(byte[] bytes)
    {
        var path = Path.Combine(folder, "read.dat");
        File.WriteAllBytes(path, bytes);
        return Checkpoint.Load(path);
    }
}
