using System.Text;
using CompressDsl.Runtime.V1;
using CompressDsl.Training;
using KeywordSpotting;
using KeywordSpotting.Audio;
using KeywordSpotting.Data;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>A network of depthwise separable convolutions that was trained, committed and compiled in, and the sounds that it hears.</summary>
public sealed class KeywordSpottingTests(ITestOutputHelper log)
{
    private const int Samples = 100;
    private const int FewSamples = 30;
    private const int Seed = 77;

    private static string CheckpointPath => Path.Combine(Repository.Root, "samples", "KeywordSpotting", "KeywordStudent.safetensors");

    [Fact]
    public void Build_Load_and_every_tier_give_the_same_logits()
    {
        var expected = ModelRun.Outputs(KeywordStudent.Default, SoundData.Make(Seed, 10));
        Assert.Equal(expected, ModelRun.Outputs(KeywordStudent.Load(CheckpointPath), SoundData.Make(Seed, 10)));
        foreach (var tier in LaneTiers.Supported)
        {
            log.WriteLine($"tier {tier}");
            Assert.Equal(expected, ModelRun.Outputs(KeywordStudent.Default.ForTier(tier), SoundData.Make(Seed, 10)));
        }
    }

    [Fact]
    public void The_compiled_network_is_the_trained_one()
    {
        var result = KeywordStudent.SelfTest(CheckpointPath, SoundData.Make(Seed, Samples));
        log.WriteLine(result.ToString());
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void A_wrong_weight_in_any_layer_fails_the_self_test() =>
        WrongWeights.Fail(KeywordStudent.CreateTrainingNetwork(), CheckpointPath, KeywordStudent.Load, (SoundData.Make(Seed, FewSamples), log));

    [Fact]
    public void It_knows_sounds_it_has_never_heard()
    {
        var accuracy = Evaluator.Accuracy(KeywordStudent.Default, SoundData.Make(Seed, Samples));
        log.WriteLine($"accuracy {accuracy:P2} on {Samples} sounds of seed {Seed}");
        Assert.InRange(accuracy, 0.8, 1);
    }

    [Theory]
    [InlineData(8, new byte[] { 0, 128, 192, 128 }, new[] { -1f, 0f, 0.5f, 0f })]
    [InlineData(16, new byte[] { 0, 128, 0, 64 }, new[] { -1f, 0.5f })]
    public void Samples_are_numbers_between_minus_one_and_one(int bits, byte[] data, float[] expected)
    {
        var sound = WavFile.Read(Wav(data, bits));
        Assert.Equal(8000, sound.Rate);
        Assert.Equal(expected, sound.Samples);
        Assert.Equal(expected.Chunk(2).Select(c => c.Average()), WavFile.Read(Wav(data, bits, channels: 2)).Samples);
    }

    [Fact]
    public void What_is_no_sound_is_refused_with_the_reason()
    {
        var file = Wav([1, 2, 3, 4], 16);
        Assert.Contains("no WAV file", Refused([1, 2, 3]));
        Assert.Contains("no part 'data'", Refused(file[..36]));
        Assert.Contains("'data' should have 4 bytes, but the file ends after 3", Refused(file[..^1]));
        Assert.Contains("24 bits per sample", Refused(Wav([1, 2, 3], 24)));
        file[20] = 85;
        Assert.Contains("format 85 is not PCM", Refused(file));
    }

    [Fact]
    public void A_tone_is_heard_in_its_frames_and_silence_is_zero()
    {
        var features = new float[SoundFeatures.Length];
        var samples = new float[8000];
        for (var i = 4000; i < 8000; i++) samples[i] = MathF.Sin(i);
        new SoundFeatures(8000).Compute(samples, features);
        Assert.All(features[..(23 * SoundFeatures.Coefficients)], f => Assert.Equal(0, f, 1e-5));
        for (var frame = 25; frame < SoundFeatures.Frames; frame++) Assert.True(features[frame * SoundFeatures.Coefficients] > 1);
    }

    private static string Refused(byte[] file) => Assert.Throws<InvalidDataException>(() => WavFile.Read(file)).Message;

    private static byte[] Wav(byte[] data, int bits, int channels = 1)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.Latin1);
        writer.Write("RIFF"u8);
        writer.Write(36 + data.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)channels);
        writer.Write(8000);
        writer.Write(8000 * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write((short)bits);
        writer.Write("data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return stream.ToArray();
    }
}
