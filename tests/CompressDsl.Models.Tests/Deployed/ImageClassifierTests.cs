using CompressDsl.Runtime.V1;
using CompressDsl.Training;
using ImageClassifier;
using ImageClassifier.Data;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>A residual network with batch norm that was trained, committed and compiled in, and the files that it can be trained from.</summary>
public sealed class ImageClassifierTests(ITestOutputHelper log) : IDisposable
{
    private const int Samples = 100;
    private const int FewSamples = 30;
    private const int Seed = 77;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cifar");

    private static string CheckpointPath => Path.Combine(Repository.Root, "samples", "ImageClassifier", "ImageStudent.safetensors");

    [Fact]
    public void Build_Load_and_every_tier_give_the_same_logits()
    {
        var expected = ModelRun.Outputs(ImageStudent.Default, ImageData.Draw(Seed, 10));
        Assert.Equal(expected, ModelRun.Outputs(ImageStudent.Load(CheckpointPath), ImageData.Draw(Seed, 10)));
        foreach (var tier in LaneTiers.Supported)
        {
            log.WriteLine($"tier {tier}");
            Assert.Equal(expected, ModelRun.Outputs(ImageStudent.Default.ForTier(tier), ImageData.Draw(Seed, 10)));
        }
    }

    [Fact]
    public void The_compiled_network_is_the_trained_one()
    {
        var result = ImageStudent.SelfTest(CheckpointPath, ImageData.Draw(Seed, Samples));
        log.WriteLine(result.ToString());
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void A_wrong_weight_in_any_layer_fails_the_self_test() =>
        WrongWeights.Fail(ImageStudent.CreateTrainingNetwork(), CheckpointPath, ImageStudent.Load, (ImageData.Draw(Seed, FewSamples), log));

    [Fact]
    public void It_knows_pictures_it_has_never_seen()
    {
        var accuracy = Evaluator.Accuracy(ImageStudent.Default, ImageData.Draw(Seed, Samples));
        log.WriteLine($"accuracy {accuracy:P2} on {Samples} drawn pictures of seed {Seed}");
        Assert.InRange(accuracy, 0.8, 1);
    }

    [Fact]
    public void Cifar_files_are_read_plane_by_plane_and_those_named_test_are_for_testing()
    {
        byte[] image = [7, .. Enumerable.Range(0, CifarFile.Pixels).Select(i => (byte)(i % 251))];
        Write("data_batch_1.bin", [.. image, .. image]);
        Write("test_batch.bin", image);
        var data = ImageData.Load(folder.FullName);
        Assert.Equal((2, 1), (data.Train.Count, data.Test.Count));
        var batch = new Batch(data.Test.Shape, 1);
        data.Test.Append(0, batch);
        Assert.Equal(7, batch.Labels[0]);
        Assert.Equal((1024 % 251 - 128) / 64f, batch.FeaturesOf(0)[1024]);
    }

    [Fact]
    public void A_damaged_cifar_file_is_refused_with_the_image()
    {
        Write("data_batch_1.bin", new byte[1 + CifarFile.Pixels + 5]);
        Assert.Contains("ends 5 bytes into image 1", Assert.Throws<InvalidDataException>(() => ImageData.Load(folder.FullName)).Message);
        Write("data_batch_1.bin", [10, .. new byte[CifarFile.Pixels]]);
        Assert.Contains("Image 0", Assert.Throws<InvalidDataException>(() => ImageData.Load(folder.FullName)).Message);
        File.Delete(Path.Combine(folder.FullName, "data_batch_1.bin"));
        Assert.Contains("'*.bin'", Assert.Throws<FileNotFoundException>(() => ImageData.Load(folder.FullName)).Message);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
}
