using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Training;
using CompressDsl.Training.Tests.Generated;
using TorchSharp;
using Xunit.Abstractions;
using ConvolutionOperator = CompressDsl.Generator.Operators.Conv2d;
using DropoutOperator = CompressDsl.Generator.Operators.Dropout;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>Whole runs on TorchSharp: pruned and quantised, they reach what the embedded engine reaches, and the compiled network is the trained one.</summary>
public sealed class TrainingTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Compression Compressed = NetworkBuilder.Float with { Bits = 8, Sparsity = 0.5 };

    private readonly string folder = Directory.CreateTempSubdirectory("torch").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_image_network_with_norms_and_dropout_is_trained_as_by_the_embedded_engine()
    {
        var (train, test) = (Problems.Lines(160, 1), Problems.Lines(60, 2));
        var options = new TrainingOptions { Epochs = 6, BatchSize = 10, ShardRows = 10, Threads = 1, Schedule = LearningRateSchedule.Cosine(1e-2), Validation = test };
        Compare(Images(), train, options);
    }

    [Fact]
    public void A_network_of_texts_of_different_length_is_trained_as_by_the_embedded_engine()
    {
        var b = new NetworkBuilder();
        var bag = b.Bag("words", b.Tokens(16), (40, 12), NetworkBuilder.Float with { Bits = 8 });
        var network = b.Build(b.Linear("head", bag, 4, NetworkBuilder.Float with { Bits = 8 }));
        var options = new TrainingOptions { Epochs = 6, BatchSize = 20, Threads = 1, Schedule = LearningRateSchedule.Cosine(2e-2), Validation = Problems.Bags(120, 40, 2) };
        Compare(network, Problems.Bags(600, 40, 1), options);
    }

    [Fact]
    public void A_student_is_distilled_from_a_module()
    {
        var (train, test) = (Problems.Lines(800, 1), Problems.Lines(200, 2));
        torch.manual_seed(3);
        using var teacher = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(72, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2));
        Fit(teacher, train);
        var model = TorchModel.Of(NetworkBuilder.Mlp([72, 24, 2], Compressed));
        var options = new DistillationOptions { Epochs = 8, BatchSize = 20, Threads = 1, Schedule = LearningRateSchedule.Cosine(1e-2), Validation = test, Alpha = 1f };

        var onTorch = (TrainingResult)model.Invoke("DistillTorch", teacher, train, options, torch.CPU, null)!;
        var embedded = (TrainingResult)model.Invoke("Distill", teacher, train, options, null)!;

        output.WriteLine($"student on TorchSharp {onTorch.Validation!.Accuracy:P1}, embedded {embedded.Validation!.Accuracy:P1}");
        Assert.InRange(onTorch.Validation.Accuracy, 0.9, 1);
        Assert.InRange(Math.Abs(onTorch.Validation.Accuracy - embedded.Validation.Accuracy), 0, 0.05);
    }

    [Fact]
    public void Two_runs_end_with_the_same_bytes_and_so_does_one_that_was_killed()
    {
        var (model, train) = (TorchModel.Of(Images()), Problems.Lines(160, 1));
        var options = new TrainingOptions { Epochs = 3, BatchSize = 10, Threads = 1, Schedule = LearningRateSchedule.Cosine(1e-2), SaveEvery = 5 };
        TrainingResult Train(IDataSource data, TrainingOptions how) => (TrainingResult)model.Invoke("TrainTorch", data, how, null, null)!;
        var first = Train(train, options).Checkpoint.ToBytes();
        Assert.Equal(first, Train(train, options).Checkpoint.ToBytes());

        var kept = options with { WorkingCheckpoint = Path.Combine(folder, "run.training") };
        Assert.Contains("killed", Assert.Throws<InvalidOperationException>(() => Train(new DyingDataset(train, 290), kept)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(kept.WorkingCheckpoint));
        Assert.Equal(first, Train(train, kept).Checkpoint.ToBytes());
    }

    [Fact]
    public void What_TorchSharp_does_not_give_is_refused()
    {
        var model = TorchModel.Of(NetworkBuilder.Mlp([72, 8, 2], Compressed));
        var options = new TrainingOptions { Epochs = 1, BatchSize = 10, Threads = 1, StepSize = StepSize.Learned, QuantizeStart = 0 };
        var error = Assert.Throws<InvalidOperationException>(() => model.Invoke("TrainTorch", Problems.Lines(40, 1), options, null, null));
        Assert.Contains("StepSize.Learned needs the embedded engine", error.Message, StringComparison.Ordinal);
    }

    private void Compare(ModelGraph network, IDataset train, TrainingOptions options)
    {
        var model = TorchModel.Of(network);
        var path = Path.Combine(folder, "model.safetensors");
        var embedded = (TrainingResult)model.Invoke("Train", train, options, null)!;
        var torch = (TrainingResult)model.Invoke("TrainTorch", train, options with { Output = path }, null, null)!;
        var self = (SelfTestResult)model.Invoke("SelfTest", path, options.Validation)!;

        output.WriteLine($"embedded {embedded.Validation!.Accuracy:P1}, on TorchSharp {torch.Validation!.Accuracy:P1}, self-test {self}");
        Assert.InRange(torch.Validation.Accuracy, 0.9, 1);
        Assert.InRange(Math.Abs(torch.Validation.Accuracy - embedded.Validation.Accuracy), 0, 0.05);
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(embedded.Checkpoint.Tensors.Select(t => t.Name), torch.Checkpoint.Tensors.Select(t => t.Name));
        Assert.Equal(embedded.Checkpoint.RecipeText, torch.Checkpoint.RecipeText);
    }

    private static ModelGraph Images()
    {
        var b = new NetworkBuilder();
        var window = new ConvolutionWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        var image = b.Add(new Reshape(Shape.Of(2, 6, 6)), "image", b.Input(72));
        var first = b.Add(new Relu(), "relu1", b.ImageNorm("norm1", b.Convolution("conv1", image, new ConvolutionOperator(window, 1, false), 8, NetworkBuilder.Float with { Bits = 8 })));
        var second = b.Add(new Relu(), "relu2", b.ImageNorm("norm2", b.Convolution("conv2", first, new ConvolutionOperator(window, 1, false), 8, Compressed)));
        var sum = b.Add(new Add(), "sum", first, second);
        var pooled = b.Add(new ReduceMean(-1, false), "columns", b.Add(new ReduceMax(-1, false), "rows", sum));
        return b.Build(b.Linear("head", b.Add(new DropoutOperator(0.1), "dropped", pooled), 2, NetworkBuilder.Float with { Bits = 8 }));
    }

    private static void Fit(torch.nn.Module<torch.Tensor, torch.Tensor> teacher, InMemoryDataset data)
    {
        var batch = new Batch(data.Shape, data.Count);
        for (var i = 0; i < data.Count; i++) ((IDataset)data).Append(i, batch);
        using var x = torch.tensor(batch.Features.ToArray()).reshape(data.Count, 72);
        using var y = torch.tensor(batch.Labels.ToArray().Select(l => (long)l).ToArray());
        using var optimizer = torch.optim.Adam(teacher.parameters(), 1e-2);
        for (var step = 0; step < 60; step++)
        {
            optimizer.zero_grad();
            using var loss = torch.nn.functional.cross_entropy(teacher.forward(x), y);
            loss.backward();
            optimizer.step();
        }
    }
}
