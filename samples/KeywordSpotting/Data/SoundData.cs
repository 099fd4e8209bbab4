using CompressDsl.Training;
using KeywordSpotting.Audio;

namespace KeywordSpotting.Data;

/// <summary>Training and test sounds: a folder of recordings, or sounds that this sample makes.</summary>
internal sealed record SoundData(IDataset Train, IDataset Test, string Source)
{
    /// <summary>Stands for every speaker in turn.</summary>
    public const string Everybody = "all";

    private const int MadeTrain = 4_000;
    private const int MadeTest = 1_000;
    private const int TrainSeed = 1;
    private const int TestSeed = 2;
    private const int TestNumbers = 5;

    /// <summary>Reads recordings, or makes sounds when <paramref name="folder"/> is null.</summary>
    /// <param name="folder">Files <c>word_speaker_number.wav</c>, or null.</param>
    /// <param name="speaker">Who is tested and not learnt from; null for the recordings numbered 0 to 4 of everyone, as FSDD has it.</param>
    /// <exception cref="FileNotFoundException">There are no recordings.</exception>
    /// <exception cref="InvalidDataException">A recording cannot be read, or nobody or everybody is the speaker.</exception>
    public static SoundData Load(string? folder, string? speaker)
    {
        if (folder is null) return new SoundData(Make(TrainSeed, MadeTrain), Make(TestSeed, MadeTest), "Sounds made by the sample");
        var recordings = Recordings.Read(folder);
        string[] words = [.. recordings.Select(r => r.Word).Distinct().Order(StringComparer.Ordinal)];
        string[] speakers = [.. recordings.Select(r => r.Speaker).Distinct().Order(StringComparer.Ordinal)];
        if (speaker is null)
        {
            return Divide(recordings, words, r => r.Number < TestNumbers, $"{folder}, recordings 0 to {TestNumbers - 1} to test with");
        }

        if (speakers.Length < 2 || !speakers.Contains(speaker))
        {
            throw new InvalidDataException($"The test speaker '{speaker}' must be one of several speakers; there are {string.Join(", ", speakers)}.");
        }

        return Divide(recordings, words, r => r.Speaker == speaker, $"{folder}, speaker {speaker} to test with");
    }

    /// <summary>All divisions of a folder: by number, and every speaker in turn to test with, one after the other.</summary>
    /// <param name="folder">As for <see cref="Load"/>.</param>
    /// <exception cref="FileNotFoundException">There are no recordings.</exception>
    /// <exception cref="InvalidDataException">There is no folder or one speaker alone, or a recording cannot be read.</exception>
    public static IEnumerable<(string Name, SoundData Data)> LoadAll(string? folder)
    {
        if (folder is null) throw new InvalidDataException("Sounds that the sample makes have no speakers: name a folder of recordings with --data.");
        string?[] divisions = [null, .. Recordings.Read(folder).Select(r => r.Speaker).Distinct().Order(StringComparer.Ordinal)];
        return divisions.Select(speaker => (speaker ?? "numbers", Load(folder, speaker)));
    }

    /// <summary>Sounds that the sample makes.</summary>
    public static IDataset Make(int seed, int count)
    {
        var (features, labels) = (new float[count * SoundFeatures.Length], new int[count]);
        var hearing = new SoundFeatures(SoundMaker.Rate);
        Parallel.For(0, count, i =>
        {
            (labels[i], var samples) = SoundMaker.Make(seed, i);
            hearing.Compute(samples, features.AsSpan(i * SoundFeatures.Length, SoundFeatures.Length));
        });
        return InMemoryDataset.FromLabels(features, labels, SoundMaker.Classes);
    }

    private static SoundData Divide(IReadOnlyList<Recording> recordings, string[] words, Func<Recording, bool> isTest, string source) =>
        new(Recordings.Pack(recordings.Where(r => !isTest(r)), words), Recordings.Pack(recordings.Where(isTest), words), source);
}
