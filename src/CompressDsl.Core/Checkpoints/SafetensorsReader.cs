using System.Text;

namespace CompressDsl.Core;

/// <summary>
/// Reads the safetensors format: 8 bytes header length (little-endian), a JSON header
/// <c>{"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},...,"__metadata__":{"key":"text"}}</c>, then the data without gaps.
/// </summary>
internal sealed class SafetensorsReader(byte[] file)
{
    private const int Prefix = 8;
    private const string MetadataName = "__metadata__";

    private readonly List<TensorEntry> entries = [];
    private readonly Dictionary<string, string> metadata = [];
    private readonly HashSet<string> names = [];
    private int dataStart;

    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public Checkpoint Read()
    {
        foreach (var member in Header()) ReadMember(member.Key, member.Value);
        CheckLayout();
        return new Checkpoint(entries.Select(Tensor), metadata);
    }

    private List<KeyValuePair<string, object?>> Header()
    {
        if (file.Length < Prefix)
        {
            throw Damage(CheckpointProblem.Truncated, $"The file has {file.Length} bytes; a safetensors file has at least {Prefix}.");
        }

        var length = LittleEndian.ReadUInt64(file, 0);
        if (length < 2 || length > (ulong)(file.Length - Prefix))
        {
            throw Damage(
                CheckpointProblem.HeaderLength,
                $"The header claims {length} bytes, the file has {file.Length}: not a safetensors file, or cut off inside the header.{ForeignFile.Advice(file)}");
        }

        dataStart = Prefix + (int)length;
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file, Prefix, (int)length);
            return JsonText.Parse(text) as List<KeyValuePair<string, object?>> ?? throw new FormatException("the header is not an object");
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new CheckpointException(CheckpointProblem.HeaderText, $"The header cannot be read: {e.Message}.", null, e);
        }
    }

    private void ReadMember(string name, object? value)
    {
        if (!names.Add(name)) throw Damage(CheckpointProblem.DuplicateName, $"Tensor '{name}' stands twice in the header.", name);
        if (value is not List<KeyValuePair<string, object?>> members)
        {
            throw Damage(CheckpointProblem.HeaderText, $"The header's entry '{name}' is not an object.", name);
        }

        if (name == MetadataName) ReadMetadata(members);
        else entries.Add(Entry(name, members));
    }

    private void ReadMetadata(List<KeyValuePair<string, object?>> members)
    {
        foreach (var member in members)
        {
            metadata[member.Key] = member.Value as string
                ?? throw Damage(CheckpointProblem.HeaderText, $"The metadata '{member.Key}' is not a text.");
        }
    }

    private TensorEntry Entry(string name, List<KeyValuePair<string, object?>> members)
    {
        object? Member(string member) => members.FirstOrDefault(m => m.Key == member).Value;
        if (Member("dtype") is not string type || Member("shape") is not List<object?> shape || Member("data_offsets") is not List<object?> offsets)
        {
            throw Damage(CheckpointProblem.HeaderText, $"Tensor '{name}' lacks its dtype, shape or data_offsets.", name);
        }

        if (!TensorElements.TryParse(type, out var element))
        {
            throw Damage(CheckpointProblem.ElementType, $"Tensor '{name}' has the unknown element type '{type}'.", name);
        }

        var (start, end) = Range(name, offsets);
        var sizes = Sizes(name, shape);
        if (end - start != Bytes(sizes, element.Size()))
        {
            throw Damage(
                CheckpointProblem.Offsets,
                $"Tensor '{name}' of type {type} and shape [{string.Join(", ", sizes)}] does not fit the {end - start} bytes it is given.", name);
        }

        return new TensorEntry(name, element, sizes, start, end);
    }

    private (int Start, int End) Range(string name, List<object?> offsets)
    {
        var ok = offsets.Count == 2 && offsets[0] is long && offsets[1] is long;
        var (start, end) = ok ? ((long)offsets[0]!, (long)offsets[1]!) : (-1, -1);
        if (start < 0 || end < start) throw Damage(CheckpointProblem.Offsets, $"Tensor '{name}' has impossible data offsets.", name);
        return end <= file.Length - dataStart
            ? ((int)start, (int)end)
            : throw Damage(CheckpointProblem.Truncated, $"Tensor '{name}' ends at data byte {end}, the file at {file.Length - dataStart}: it is cut off.", name);
    }

    private static int[] Sizes(string name, List<object?> shape) => shape.Select(s => s is long size && size is >= 0 and <= int.MaxValue
        ? (int)size
        : throw Damage(CheckpointProblem.HeaderText, $"Tensor '{name}' has an impossible shape.", name)).ToArray();

    private static long Bytes(int[] sizes, int elementSize)
    {
        if (Array.IndexOf(sizes, 0) >= 0) return 0;
        long bytes = elementSize;
        foreach (var size in sizes)
        {
            bytes *= size;
            if (bytes > int.MaxValue) return long.MaxValue;
        }

        return bytes;
    }

    private void CheckLayout()
    {
        long position = 0;
        foreach (var entry in entries.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            var what = entry.Start < position ? "overlap those of another tensor" : "leave a gap before them";
            if (entry.Start != position) throw Damage(CheckpointProblem.Offsets, $"The bytes of tensor '{entry.Name}' {what}.", entry.Name);
            position = entry.End;
        }

        if (position != file.Length - dataStart)
        {
            throw Damage(CheckpointProblem.Offsets, $"{file.Length - dataStart - position} bytes at the end of the file belong to no tensor.");
        }
    }

    private CheckpointTensor Tensor(TensorEntry entry)
    {
        var bytes = new byte[entry.End - entry.Start];
        Buffer.BlockCopy(file, dataStart + entry.Start, bytes, 0, bytes.Length);
        return new CheckpointTensor(entry.Name, entry.Element, entry.Shape, bytes);
    }

    private static CheckpointException Damage(CheckpointProblem problem, string message, string? tensor = null) => new(problem, message, tensor);
}
