using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Operators.Tests.Emission;
using CompressDsl.Training.Tests.Generated;
using TorchSharp;
using Xunit.Abstractions;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>Weights go between checkpoints, modules and TorchSharp's own files bit for bit.</summary>
public sealed class WeightExchangeTests(ITestOutputHelper log) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("torch").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Keys_of_the_state_dictionary_are_those_of_the_checkpoint()
    {
        var (model, checkpoint) = Nested();
        using var module = model.Module(checkpoint);
        Assert.Equal(checkpoint.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal), module.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_TorchSharp_wrote_is_read()
    {
        var (model, checkpoint) = Nested();
        using var module = model.Module(checkpoint);
        var path = Path.Combine(folder, "module.dat");
        module.save(path);
        AssertSame(checkpoint, Checkpoint.Load(path));
    }

    [Fact]
    public void A_file_that_was_written_is_read_by_TorchSharp()
    {
        var (model, checkpoint) = Nested();
        var path = Path.Combine(folder, "weights.dat");
        checkpoint.Save(path);
        using var module = model.Module(RandomWeights.For(Graph(), new Random(5)));
        module.load(path);
        AssertSame(checkpoint, model.Weights(module));
    }

    [Fact]
    public void A_module_on_another_device_keeps_its_weights()
    {
        var (model, checkpoint) = Nested();
        using var module = model.Module(checkpoint);
        module.to(torch.ScalarType.Float64);
        module.to(torch.ScalarType.Float32);
        AssertSame(checkpoint, model.Weights(module));
        Assert.Equal([2L, 3L], TorchModel.Forward(module, torch.zeros(2, 7))[0].shape);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_refused_by_name()
    {
        var (model, checkpoint) = Nested();
        var other = checkpoint.With(CheckpointTensor.Of("blocks.0.fc.bias", [2], new float[2]));
        var error = Assert.Throws<InvalidOperationException>(() => model.Module(other));
        Assert.Contains("Tensor 'blocks.0.fc.bias' is [2] in the checkpoint and [5] in the module.", error.Message, StringComparison.Ordinal);
    }

    private (TorchModel Model, Checkpoint Checkpoint) Nested() => (TorchModel.Many([Graph()])[0], RandomWeights.For(Graph(), new Random(Seeds.Next(log))));

    private static ModelGraph Graph()
    {
        var b = new NetworkBuilder();
        var first = b.Norm("blocks.0.norm", b.Linear("blocks.0.fc", b.Input(7), 5, NetworkBuilder.Float));
        return b.Build(b.Linear("blocks.1.fc", first, 3, NetworkBuilder.Float));
    }

    private static void AssertSame(Checkpoint expected, Checkpoint actual)
    {
        Assert.Equal(expected.Tensors.Count, actual.Tensors.Count);
        foreach (var tensor in expected.Tensors)
        {
            Assert.Equal(tensor.Shape, actual[tensor.Name].Shape);
            Assert.True(tensor.Bytes.AsSpan().SequenceEqual(actual[tensor.Name].Bytes), tensor.Name);
        }
    }
}
