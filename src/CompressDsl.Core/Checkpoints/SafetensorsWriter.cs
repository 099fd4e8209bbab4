using System.Text;

namespace CompressDsl.Core;

/// <summary>Writes the safetensors format; the data starts at a multiple of 64 bytes, larger elements before smaller ones.</summary>
internal static class SafetensorsWriter
{
    private const int Prefix = 8;
    private const int Alignment = 64;

    public static void Write(Checkpoint checkpoint, Stream stream)
    {
        // Stable order: alignment of every tensor to its element size, then the checkpoint's own order.
        var tensors = checkpoint.Tensors.OrderByDescending(t => t.Element.Size()).ToArray();
        var header = Encoding.UTF8.GetBytes(Header(checkpoint, tensors));
        var padded = ((Prefix + header.Length + Alignment - 1) / Alignment * Alignment) - Prefix;
        var start = new byte[Prefix + padded];
        LittleEndian.Put(start, 0, (ulong)padded);
        Buffer.BlockCopy(header, 0, start, Prefix, header.Length);
        for (var i = Prefix + header.Length; i < start.Length; i++) start[i] = (byte)' ';
        stream.Write(start, 0, start.Length);
        foreach (var tensor in tensors) stream.Write(tensor.Bytes, 0, tensor.Bytes.Length);
    }

    private static string Header(Checkpoint checkpoint, CheckpointTensor[] tensors)
    {
        var offsets = new Dictionary<string, (long Start, long End)>();
        long position = 0;
        foreach (var tensor in tensors)
        {
            offsets[tensor.Name] = (position, position + tensor.Bytes.Length);
            position += tensor.Bytes.Length;
        }

        var members = new List<string>();
        if (checkpoint.Metadata.Count > 0)
        {
            var texts = checkpoint.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{JsonText.Quote(m.Key)}:{JsonText.Quote(m.Value)}");
            members.Add($"\"__metadata__\":{{{string.Join(",", texts)}}}");
        }

        foreach (var tensor in checkpoint.Tensors)
        {
            var shape = string.Join(",", tensor.Shape.Select(InvariantText.Of));
            var (start, end) = offsets[tensor.Name];
            members.Add($"{JsonText.Quote(tensor.Name)}:{{\"dtype\":\"{tensor.Element}\",\"shape\":[{shape}],"
                + $"\"data_offsets\":[{InvariantText.Of(start)},{InvariantText.Of(end)}]}}");
        }

        return "{" + string.Join(",", members) + "}";
    }
}
