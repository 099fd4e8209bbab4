using System.Numerics.Tensors;
using CompressDsl.Core;
using CompressDsl.Models.Tests.Core;
using CompressDsl.Models.Tests.Networks;
using CompressDsl.Training;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Imported;

/// <summary>A checkpoint from PyTorch as the teacher: read as it is, it teaches.</summary>
public sealed class ImportedTeacherTests(ITestOutputHelper log) : IDisposable
{
    private const string Published = "models/mnist_burn/mnist.safetensors";
    private const string Digits = "datasets/mnist/t10k-images-idx3-ubyte.gz";
    private const int Classes = 10;
    private const int Pixels = 28 * 28;
    private readonly TemporaryFolder folder = new();

    private static DistillationOptions Options => new() { Epochs = 40, BatchSize = 32, Optimizer = new Adam(), Schedule = LearningRateSchedule.Cosine(1e-2) };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void A_state_dict_teaches_what_few_labels_do_not(string element)
    {
        var path = Sectors.Weights(element).Save(folder.File("net.safetensors"));
        var teacher = SectorTeacher.Load(path);
        const int labels = 24, answers = 600;
        var (labelled, unlabelled, test) = (Sectors.Draw(labels, seed: 1), Sectors.Draw(answers, seed: 2), Sectors.Draw(2000, seed: 3));
        Assert.Equal(1, Evaluator.Accuracy(teacher, test, threads: 0), 0.001);
        Sectors.AssertAnswers(teacher);

        var alone = SectorStudent.Load(SectorStudent.Train(labelled, Options with { Epochs = Options.Epochs * answers / labels }).Checkpoint);
        var taught = SectorStudent.Load(SectorStudent.Distill(teacher, Sectors.WithoutLabels(unlabelled), Options).Checkpoint);
        var (byLabels, byTeacher) = (Evaluator.Accuracy(alone, test, threads: 0), Evaluator.Accuracy(taught, test, threads: 0));
        log.WriteLine($"{labels} labels {byLabels:P1}, {answers} answers of the teacher {byTeacher:P1}");
        Assert.True(byTeacher > 0.95 && byTeacher > byLabels + 0.02, $"{byTeacher:P1} with the teacher, {byLabels:P1} without");
    }

    [Fact]
    public void Its_training_form_teaches_the_same()
    {
        var path = Sectors.Weights("F32").Save(folder.File("net.safetensors"));
        var data = Sectors.WithoutLabels(Sectors.Draw(300, seed: 2));
        using var network = new TrainedNetwork(SectorTeacher.CreateTrainingNetwork(), Checkpoint.Load(path));
        var options = Options with { Epochs = 4 };
        var expected = SectorStudent.Distill(SectorTeacher.Load(path), data, options).Checkpoint;
        var actual = SectorStudent.Distill(network, data, options).Checkpoint;
        Assert.All(expected.Tensors, t => Assert.All(t.ToFloats().Zip(actual[t.Name].ToFloats()), w => Assert.Equal(w.First, w.Second, 1e-3f)));
    }

    [Theory]
    [InlineData(
        "module.net.0",
        "Tensor 'net.0.weight' of shape [4, 2] is missing from the checkpoint, which has module.net.0.bias, "
        + "module.net.0.weight: give the field its name there with [Key]")]
    [InlineData(
        "extra",
        "Tensor 'net.4.weight' of the checkpoint belongs to no layer of CompressDsl.Models.Tests.Imported.SectorTeacher; it has "
        + "net.0.weight, net.0.bias")]
    [InlineData("wide", "Tensor 'net.3.weight' has shape [4, 3] in the checkpoint and [3, 4] in the network.")]
    [InlineData("nan", "Tensor 'net.3.bias' holds NaN or infinity")]
    [InlineData("F64", "Tensor 'net.0.weight' has the element type F64; weights are F32, F16 or BF16.")]
    public void One_that_does_not_fit_is_refused_naming_the_tensor(string what, string message)
    {
        var path = Sectors.Damaged(what).Save(folder.File("net.safetensors"));
        Refused(message, () => SectorTeacher.Load(path));
        Refused(message, () => new TrainedNetwork(SectorTeacher.CreateTrainingNetwork(), Checkpoint.Load(path)));
    }

    [Theory]
    [InlineData(
        new byte[] { 0x50, 0x4B, 3, 4, 0, 0, 8, 8, 0, 0, 0, 0 },
        "torch.save writes it: save its tensors with safetensors.torch.save_file(model.state_dict(), path).")]
    [InlineData(
        new byte[] { 0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20 },
        "old versions of torch.save wrote it: save its tensors with safetensors.torch.save_file")]
    [InlineData(
        new byte[] { 8, 8, 0x12, 7, 0x70, 0x79, 0x74, 0x6F, 0x72, 0x63, 0x68 },
        "It looks like an ONNX model, which is not read: write its network as a class")]
    [InlineData(new byte[] { 0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0, 0 }, "It looks like an HDF5 file, as Keras writes it")]
    public void A_file_of_another_kind_is_refused_with_the_way_out(byte[] start, string message)
    {
        var path = folder.File("net.safetensors");
        File.WriteAllBytes(path, [.. start, .. new byte[100]]);
        Refused(message, () => SectorTeacher.Load(path));
    }

    [SharedFact(Published, Digits)]
    public void A_published_state_dict_teaches_without_a_single_label()
    {
        const int taughtWith = 20_000, labels = 500, epochs = 8;
        var mnist = Path.GetDirectoryName(SharedData.Find(Digits))!;
        var (train, test) = (ImageDataset.LoadMnist(mnist), ImageDataset.LoadMnist(mnist, "t10k"));
        var teacher = PublishedTeacher.Load(SharedData.Find(Published)!);
        var errors = (int)Math.Round((1 - Evaluator.Accuracy(teacher, test, threads: 0)) * test.Count);
        Assert.InRange(errors, 82, 86);

        var options = new DistillationOptions { Epochs = epochs, BatchSize = 64, Optimizer = new Adam(), Schedule = LearningRateSchedule.Cosine(2e-3) };
        var (unlabelled, labelled) = (InMemoryDataset.Unlabelled(Features(train, taughtWith), Pixels), new Subset(train, [.. Enumerable.Range(0, labels)]));
        var taught = PublishedStudent.Load(PublishedStudent.Distill(teacher, unlabelled, options).Checkpoint);
        var alone = PublishedStudent.Load(PublishedStudent.Train(labelled, options with { Epochs = epochs * taughtWith / labels }).Checkpoint);
        var (byTeacher, byLabels) = (Evaluator.Accuracy(taught, test, threads: 0), Evaluator.Accuracy(alone, test, threads: 0));
        var agreed = Agreement(taught, teacher, test);
        log.WriteLine($"teacher {errors} errors of {test.Count}; student {byTeacher:P2}, agrees on {agreed:P2}; as many steps with {labels} labels {byLabels:P2}");
        Assert.True(agreed > 0.95, $"the student agrees with its teacher on {agreed:P2}");
        Assert.True(byTeacher > byLabels + 0.05, $"{byTeacher:P2} with the teacher, {byLabels:P2} without");
    }

    private static void Refused(string message, Func<object> load) =>
        Assert.Contains(message, Assert.Throws<CheckpointException>(load).Message, StringComparison.Ordinal);

    private static float[] Features(IDataset data, int count)
    {
        var batch = new Batch(data.Shape, count);
        for (var i = 0; i < count; i++) data.Append(i, batch);
        return batch.Features.ToArray();
    }

    private static double Agreement(IModel student, IModel teacher, IDataset data)
    {
        var features = Features(data, data.Count);
        var same = 0;
        Parallel.For(0, data.Count, i =>
        {
            Span<float> one = stackalloc float[Classes], other = stackalloc float[Classes];
            var sample = features.AsSpan(i * Pixels, Pixels);
            student.Infer(new ModelInput(sample, default), one);
            teacher.Infer(new ModelInput(sample, default), other);
            if (TensorPrimitives.IndexOfMax<float>(one) == TensorPrimitives.IndexOfMax<float>(other)) Interlocked.Increment(ref same);
        });
        return same / (double)data.Count;
    }
}
