using CompressDsl.Core;

namespace CompressDsl.Build;

/// <summary>Reads checkpoints, as safetensors or as the text that the <c>weights</c> command writes.</summary>
internal static class CheckpointFile
{
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(CheckpointProblem.File, $"The checkpoint cannot be read: {e.Message}", null, e);
        }
    }

    public static Checkpoint Read(string path)
    {
        var bytes = ReadBytes(path);
        if (!bytes.AsSpan().StartsWith("compressdsl-weights "u8)) return Checkpoint.Read(bytes);
        using var reader = new StreamReader(new MemoryStream(bytes));
        return Checkpoint.Read(WeightText.Read(reader));
    }
}
