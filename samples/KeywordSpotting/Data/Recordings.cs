using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using CompressDsl.Training;
using KeywordSpotting.Audio;

namespace KeywordSpotting.Data;

/// <summary>WAV files whose names are <c>word_speaker_number.wav</c>.</summary>
internal static class Recordings
{
    private const int MostWords = 10;

    /// <summary>Reads all files of a folder, and those in its archives <c>*.tar.gz</c>.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or has no such name, or there are more than ten words.</exception>
    public static IReadOnlyList<Recording> Read(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        var recordings = files.Where(f => IsWav(f)).Select(f => Hear(f, File.ReadAllBytes(f)))
            .Concat(files.Where(f => f.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)).SelectMany(ReadArchive))
            .OrderBy(r => r.Word, StringComparer.Ordinal).ThenBy(r => r.Speaker, StringComparer.Ordinal).ThenBy(r => r.Number).ToList();
        if (recordings.Count == 0) throw new FileNotFoundException($"There is no '*.wav' in '{folder}', nor in a '*.tar.gz' there.");
        var words = recordings.Select(r => r.Word).Distinct().Count();
        return words <= MostWords ? recordings : throw new InvalidDataException($"'{folder}' has {words} words; the networks tell up to {MostWords} apart.");
    }

    /// <summary>Numbers the words in the order of the alphabet.</summary>
    public static InMemoryDataset Pack(IEnumerable<Recording> recordings, IReadOnlyList<string> words)
    {
        var all = recordings.ToList();
        return InMemoryDataset.FromLabels([.. all.SelectMany(r => r.Features)], [.. all.Select(r => words.IndexOf(r.Word))], MostWords);
    }

    private static int IndexOf(this IReadOnlyList<string> words, string word) => words.TakeWhile(w => w != word).Count();

    private static bool IsWav(string name) => name.EndsWith(".wav", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Recording> ReadArchive(string path)
    {
        using var archive = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !IsWav(entry.Name)) continue;
            var bytes = new byte[entry.Length];
            entry.DataStream.ReadExactly(bytes);
            yield return Hear(entry.Name, bytes);
        }
    }

    private static Recording Hear(string path, byte[] file)
    {
        var name = Path.GetFileNameWithoutExtension(path).Split('_');
        if (name.Length != 3 || !int.TryParse(name[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new InvalidDataException($"'{path}' is not named word_speaker_number.wav.");
        }

        var sound = WavFile.Read(path, file);
        var features = new float[SoundFeatures.Length];
        new SoundFeatures(sound.Rate).Compute(sound.Samples, features);
        return new Recording(name[0], name[1], number, features);
    }
}
