using System.Buffers.Binary;
using System.Text;

namespace ImageClassifier.Published;

/// <summary>A table of a FlatBuffers file (https://flatbuffers.dev): fields by their number in the schema.</summary>
/// <param name="Data">The whole file.</param>
/// <param name="At">Where the table starts.</param>
internal readonly record struct FlatTable(byte[] Data, int At)
{
    /// <summary>The table that the file is.</summary>
    public static FlatTable Root(byte[] data) => new(data, Int(data, 0));

    /// <summary>A number of 32 bits.</summary>
    public int Int(int field, int none = 0) => Place(field) is > 0 and var at ? Int(Data, at) : none;

    /// <summary>A number of 8 bits.</summary>
    public byte Byte(int field, byte none = 0) => Place(field) is > 0 and var at ? Data[at] : none;

    /// <summary>A table.</summary>
    public FlatTable Table(int field) => Follow(Place(field));

    /// <summary>Several tables.</summary>
    public FlatTable[] Tables(int field)
    {
        var (start, count) = Vector(field);
        var data = Data;
        return [.. Enumerable.Range(0, count).Select(i => new FlatTable(data, start + (4 * i) + Int(data, start + (4 * i))))];
    }

    /// <summary>Several numbers of 32 bits.</summary>
    public int[] Ints(int field)
    {
        var (start, count) = Vector(field);
        var data = Data;
        return [.. Enumerable.Range(0, count).Select(i => Int(data, start + (4 * i)))];
    }

    /// <summary>Bytes that are floats.</summary>
    public float[] Floats(int field)
    {
        var (start, bytes) = Vector(field);
        var data = Data;
        return [.. Enumerable.Range(0, bytes / 4).Select(i => BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(start + (4 * i))))];
    }

    /// <summary>A text.</summary>
    public string Text(int field)
    {
        var (start, count) = Vector(field);
        return Encoding.UTF8.GetString(Data, start, count);
    }

    private static int Int(byte[] data, int at) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at));

    private (int Start, int Count) Vector(int field)
    {
        if (Place(field) is not (> 0 and var at)) return (0, 0);
        var start = at + Int(Data, at);
        return (start + 4, Int(Data, start));
    }

    private FlatTable Follow(int at) => new(Data, at + Int(Data, at));

    // The table starts with the distance back to the list of its fields' places; a place of 0 means the field is not there.
    private int Place(int field)
    {
        var list = At - Int(Data, At);
        var entry = 4 + (2 * field);
        if (entry >= BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(list))) return 0;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(list + entry));
        return offset == 0 ? 0 : At + offset;
    }
}
