using System.Globalization;

namespace CompressDsl.Core;

/// <summary>
/// A file as text, because compilers hand generators nothing but text: a header line
/// <c>compressdsl-weights 1 &lt;bytes&gt; &lt;hash&gt;</c>, then the bytes in lines of base64.
/// </summary>
public static class WeightText
{
    private const string Magic = "compressdsl-weights";
    private const int Version = 1;
    private const int BytesPerLine = 6144;

    /// <summary>Writes <paramref name="bytes"/> as text with line feeds; the same bytes give the same text.</summary>
    public static void Write(byte[] bytes, TextWriter writer)
    {
        writer.Write($"{Magic} {InvariantText.Of(Version)} {InvariantText.Of(bytes.Length)} {HashOf(bytes)}\n");
        var line = new char[BytesPerLine / 3 * 4];
        for (var i = 0; i < bytes.Length; i += BytesPerLine)
        {
            var length = Convert.ToBase64CharArray(bytes, i, Math.Min(BytesPerLine, bytes.Length - i), line, 0);
            writer.Write(line, 0, length);
            writer.Write('\n');
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote and checks length and hash.</summary>
    /// <exception cref="CheckpointException">The text is damaged, or of a newer version.</exception>
    public static byte[] Read(TextReader reader)
    {
        var (length, hash) = Header(reader.ReadLine());
        using var bytes = new MemoryStream();
        while (reader.ReadLine() is { } line)
        {
            var part = Decode(line);
            bytes.Write(part, 0, part.Length);
            if (bytes.Length > length) break;
        }

        var result = bytes.ToArray();
        if (result.Length != length || HashOf(result) != hash)
        {
            throw Damage(CheckpointProblem.Truncated, $"The weights text is damaged: {result.Length} bytes of {length}. Rebuild the project.");
        }

        return result;
    }

    private static (int Length, string Hash) Header(string? line)
    {
        var words = (line ?? "").Split(' ');
        var ok = words.Length >= 2 && words[0] == Magic;
        if (ok && InvariantText.TryParse(words[1], out int version) && version > Version)
        {
            throw Damage(CheckpointProblem.NewerSchema, $"The weights text has version {version}, this CompressDsl reads {Version}: update the package.");
        }

        return ok && words.Length == 4 && words[1] == InvariantText.Of(Version) && InvariantText.TryParse(words[2], out int length) && length >= 0
            ? (length, words[3])
            : throw Damage(CheckpointProblem.HeaderText, "The file is not a weights text of CompressDsl. Rebuild the project.");
    }

    private static byte[] Decode(string line)
    {
        try
        {
            return Convert.FromBase64String(line);
        }
        catch (FormatException e)
        {
            throw new CheckpointException(CheckpointProblem.HeaderText, "A line of the weights text is not base64. Rebuild the project.", null, e);
        }
    }

    private static string HashOf(byte[] bytes) => StableHash.Of(bytes).ToString("x16", CultureInfo.InvariantCulture);

    private static CheckpointException Damage(CheckpointProblem problem, string message) => new(problem, message);
}
