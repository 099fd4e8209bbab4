using System.IO.Compression;
using CompressDsl.Core;
using CompressDsl.Models.Tests.Core;
using CompressDsl.Training;
using ImageClassifier.Published;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Networks;

/// <summary>A published convolutional network on real pictures: our float and 8-bit code against an independent computation.</summary>
public sealed class TinyResNetTests(ITestOutputHelper log)
{
    private const string Model = "models/mlperf_tiny_ic/pretrainedResnet.tflite";
    private const string Pictures = "datasets/cifar10_train/train_3000.bin.gz";
    private const int Pixels = 32 * 32;
    private const int Calibrated = 200;
    private const int Compared = 200;
    private const int Judged = 400;
    private const int Kept = 96;

    [SharedFact(Model, Pictures)]
    public void Published_weights_classify_as_the_published_network_does()
    {
        using var folder = new TemporaryFolder();
        var published = new TfLiteModel(new TfLiteFile(File.ReadAllBytes(SharedData.Find(Model)!)));
        var images = Read(Compared + Calibrated).Images;
        var path = folder.File("TinyResNet.safetensors");
        PublishedNetwork.Read(SharedData.Find(Model)!).Save(path);
        TinyResNet.Calibrate(path, InMemoryDataset.FromLabels([.. images.Skip(Compared).Take(Calibrated).SelectMany(i => i)], new int[Calibrated], classes: 10));
        var session = TinyResNet.Load(path);

        var expected = new float[Compared][];
        Parallel.For(0, Compared, i => expected[i] = published.Logits(ChannelsLast(images[i])));
        var (agreeFloat, agreeInt8, largest) = (0, 0, 0f);
        var logits = new float[10];
        for (var i = 0; i < Compared; i++)
        {
            session.InferFloat(images[i], logits);
            agreeFloat += ClassOf(logits) == ClassOf(expected[i]) ? 1 : 0;
            largest = Math.Max(largest, logits.Zip(expected[i], (a, b) => Math.Abs(a - b)).Max() / (1 + expected[i].Max(Math.Abs)));
            session.Infer(images[i], logits);
            agreeInt8 += ClassOf(logits) == ClassOf(expected[i]) ? 1 : 0;
        }

        log.WriteLine($"{Compared} pictures: float agrees on {agreeFloat} (largest relative difference {largest}), int8 on {agreeInt8}");
        Assert.Equal(Compared, agreeFloat);
        Assert.True(largest < 1e-4, $"a logit differs by {largest}");
        Assert.True(agreeInt8 >= 0.97 * Compared, $"int8 agrees on {agreeInt8} of {Compared} pictures");
    }

    private static int ClassOf(float[] logits) => Array.IndexOf(logits, logits.Max());

    [SharedFact(Model, Pictures)]
    public void Error_feedback_keeps_more_of_a_published_network_than_rounding_to_nearest()
    {
        using var folder = new TemporaryFolder();
        var (path, written) = (folder.File("float.safetensors"), folder.File("quantized.safetensors"));
        PublishedNetwork.Read(SharedData.Find(Model)!).Save(path);
        var (images, labels) = Read(Judged + Kept);
        InMemoryDataset Part(int first, int count) => InMemoryDataset.FromLabels([.. images.Skip(first).Take(count).SelectMany(i => i)], labels[first..(first + count)], classes: 10);
        var (judged, samples) = (Part(0, Judged), Part(Judged, Kept));
        var plain = new PostTrainingOptions { SearchRanges = false, Rounding = RoundingMethod.Nearest, SearchScales = false, CorrectBiases = false };
        var feedback = new PostTrainingOptions();
        double Accuracy(QuantizedResNet network, PostTrainingOptions options)
        {
            network.Quantize(path, written, samples, options, null);
            Assert.True(network.SelfTest(written, Part(0, 20)).Passed);
            return network.Evaluate(written, judged).Accuracy;
        }

        var whole = FloatAccuracy(path, images[..Judged], labels);
        log.WriteLine($"{whole:P1} in float");
        var found = new Dictionary<(string Way, string Bits), double>();
        foreach (var (way, options, networks) in new (string, PostTrainingOptions, string)[]
        {
            ("nearest", plain, "all"), ("nearest, biases corrected", plain with { CorrectBiases = true }, "4/8 3/8"),
            ("error feedback, biases corrected (default)", feedback, "4/8 3/8"),
            ("the default with MSE ranges", feedback with { Calibration = new() { Method = CalibrationMethod.Mse } }, "all"),
        })
        {
            foreach (var network in QuantizedResNet.All.Where(n => networks == "all" || networks.Contains(n.Bits))) found[(way, network.Bits)] = Accuracy(network, options);
            log.WriteLine($"{way}: {string.Join(", ", found.Where(f => f.Key.Way == way).Select(f => $"{f.Key.Bits} {f.Value:P1}"))} (bits of weights/activations)");
        }

        Assert.True(found[("nearest", "8/8")] >= whole - 0.01 && found[("the default with MSE ranges", "8/8")] >= whole - 0.01, "8 bits lose more than a point");
        Assert.True(found[("error feedback, biases corrected (default)", "4/8")] > found[("nearest", "4/8")]);
        Assert.True(found[("error feedback, biases corrected (default)", "3/8")] > found[("nearest", "3/8")] + 0.05);
    }

    [Fact]
    public void Files_of_other_networks_and_damaged_ones_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.tflite");
        foreach (var file in new byte[][] { [], [1, 2], [255, 255, 255, 127, 0, 0, 0, 0], new byte[64] })
        {
            File.WriteAllBytes(path, file);
            Assert.Contains("model.tflite", Assert.Throws<InvalidDataException>(() => PublishedNetwork.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    private static double FloatAccuracy(string path, float[][] images, int[] labels)
    {
        // Ranges are needed to load, not to run in float.
        TinyResNet.Calibrate(path, InMemoryDataset.FromLabels(images[0], [0], classes: 10));
        var (session, logits) = (TinyResNet.Load(path), new float[10]);
        return Enumerable.Range(0, images.Length).Count(i =>
        {
            session.InferFloat(images[i], logits);
            return ClassOf(logits) == labels[i];
        }) / (double)images.Length;
    }

    /// <summary>Red, green and blue planes of 0..255, as the network was trained, and the classes.</summary>
    private static (float[][] Images, int[] Labels) Read(int count)
    {
        using var file = new GZipStream(File.OpenRead(SharedData.Find(Pictures)!), CompressionMode.Decompress);
        var record = new byte[1 + (3 * Pixels)];
        var (images, labels) = (new float[count][], new int[count]);
        for (var i = 0; i < count; i++)
        {
            file.ReadExactly(record);
            (labels[i], images[i]) = (record[0], [.. record.Skip(1).Select(b => (float)b)]);
        }

        return (images, labels);
    }

    private static float[] ChannelsLast(float[] image) => [.. Enumerable.Range(0, image.Length).Select(i => image[(i % 3 * Pixels) + (i / 3)])];
}
