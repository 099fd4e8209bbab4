using Google.Protobuf;

namespace CompressDsl.Benchmarks.Onnx;

/// <summary>Writes one message of the protocol-buffers format, field by field; numbers are those of onnx.proto.</summary>
internal sealed class ProtobufMessage
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream output;

    public ProtobufMessage() => output = new CodedOutputStream(bytes);

    public ProtobufMessage Integer(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public ProtobufMessage Text(int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
        return this;
    }

    public ProtobufMessage Bytes(int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
        return this;
    }

    public ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value.ToBytes());

    public ProtobufMessage Each<T>(IEnumerable<T> items, Action<ProtobufMessage, T> write)
    {
        foreach (var item in items)
        {
            write(this, item);
        }

        return this;
    }

    public byte[] ToBytes()
    {
        output.Flush();
        return bytes.ToArray();
    }
}
