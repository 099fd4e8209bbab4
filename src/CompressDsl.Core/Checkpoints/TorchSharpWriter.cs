using System.Text;

namespace CompressDsl.Core;

/// <summary>Writes what <see cref="TorchSharpReader"/> reads: the file that <c>Module.load</c> of TorchSharp takes.</summary>
internal static class TorchSharpWriter
{
    /// <exception cref="CheckpointException">TorchSharp does not have the element type of a tensor.</exception>
    public static void Write(Checkpoint checkpoint, Stream stream)
    {
        WriteNumber(stream, checkpoint.Tensors.Count);
        foreach (var tensor in checkpoint.Tensors)
        {
            var name = Encoding.UTF8.GetBytes(tensor.Name);
            WriteNumber(stream, name.Length);
            stream.Write(name, 0, name.Length);
            WriteNumber(stream, TorchSharpElements.NumberOf(tensor.Element) ?? throw new CheckpointException(
                CheckpointProblem.ElementType, $"Tensor '{tensor.Name}' has the element type {tensor.Element}, which TorchSharp does not have.", tensor.Name));
            WriteNumber(stream, tensor.Shape.Count);
            foreach (var size in tensor.Shape) WriteNumber(stream, size);
            stream.Write(tensor.Bytes, 0, tensor.Bytes.Length);
        }
    }

    private static void WriteNumber(Stream stream, long value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}
