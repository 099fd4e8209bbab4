using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CompressDsl.Models.Tests.Imported;

/// <summary>
/// A PyTorch state dict as <c>safetensors.torch.save_file</c> writes it, put together byte by byte: tensors of wide elements first, then by name, and a
/// header that is filled up with blanks.
/// </summary>
/// <param name="element">Of all tensors but those that count: F32, or F16 and BF16 as <c>model.half()</c> and <c>model.bfloat16()</c> have them.</param>
internal sealed class StateDict(string element)
{
    private const int Alignment = 8;
    private readonly List<(string Name, string Element, int[] Shape, byte[] Bytes)> tensors = [];

    public StateDict Add(string name, int[] shape, params float[] values)
    {
        tensors.Add((name, element, shape, [.. values.SelectMany(Bytes)]));
        return this;
    }

    /// <summary>What batch norms count of their training.</summary>
    public StateDict AddCount(string name, long count)
    {
        tensors.Add((name, "I64", [], BitConverter.GetBytes(count)));
        return this;
    }

    public string Save(string path)
    {
        var (header, data) = (new StringBuilder("""{"__metadata__":{"format":"pt"}"""), new List<byte>());
        foreach (var (name, type, shape, bytes) in tensors.OrderByDescending(t => t.Element == "I64").ThenBy(t => t.Name, StringComparer.Ordinal))
        {
            var sizes = string.Join(',', shape.Select(s => s.ToString(CultureInfo.InvariantCulture)));
            header.Append(CultureInfo.InvariantCulture, $$""","{{name}}":{"dtype":"{{type}}","shape":[{{sizes}}],"data_offsets":[{{data.Count}},{{data.Count + bytes.Length}}]}""");
            data.AddRange(bytes);
        }

        header.Append('}');
        while (header.Length % Alignment != 0) header.Append(' ');
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        File.WriteAllBytes(path, [.. length, .. Encoding.UTF8.GetBytes(header.ToString()), .. data]);
        return path;
    }

    private byte[] Bytes(float value) => element switch
    {
        "F32" => BitConverter.GetBytes(value),
        "F16" => BitConverter.GetBytes((Half)value),
        "BF16" => BitConverter.GetBytes(value)[2..],
        "F64" => BitConverter.GetBytes((double)value),
        _ => throw new ArgumentException(element),
    };
}
