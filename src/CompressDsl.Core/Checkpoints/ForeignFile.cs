namespace CompressDsl.Core;

/// <summary>What a file that is not a safetensors file looks like, and what to do with it.</summary>
internal static class ForeignFile
{
    private const string SaveStateDict = "save its tensors with safetensors.torch.save_file(model.state_dict(), path)";

    private static readonly (byte?[] Start, string Advice)[] Kinds =
    [
        (Text("PK\u0003\u0004"), "It looks like a zip archive, as torch.save writes it: " + SaveStateDict),
        ([0x80, 0x02], "It looks like a pickle, as old versions of torch.save wrote it: " + SaveStateDict),
        ([0x08, null, 0x12], "It looks like an ONNX model, which is not read: write its network as a class, and " + SaveStateDict),
        (Text("\u0089HDF"), "It looks like an HDF5 file, as Keras writes it: save its tensors as safetensors"),
        (Text("version https://git-lfs"), "It is a pointer of Git LFS: fetch the file with git lfs pull"),
    ];

    /// <summary>The advice, behind a blank; nothing for a file of no known kind.</summary>
    public static string Advice(byte[] file)
    {
        var kind = Kinds.FirstOrDefault(k => k.Start.Length <= file.Length && k.Start.Select((b, i) => b is null || b == file[i]).All(fits => fits));
        return kind.Advice is { } advice ? $" {advice}." : "";
    }

    private static byte?[] Text(string start) => [.. start.Select(c => (byte?)(byte)c)];
}
