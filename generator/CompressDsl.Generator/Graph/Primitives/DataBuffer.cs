namespace CompressDsl.Generator.Graph;

/// <summary>Memory for one value of one sample; row-major, padded at its end to a multiple of 64 bytes.</summary>
/// <param name="Id">Index in <see cref="KernelProgram.Buffers"/>.</param>
/// <param name="Name">For the reader of generated code.</param>
/// <param name="Role">Who owns it.</param>
/// <param name="Offset">Byte offset in the arena for scratch buffers; -1 for the caller's spans and before planning.</param>
internal sealed record DataBuffer(int Id, string Name, BufferElement Element, Shape Shape, BufferRole Role, int Offset = -1)
{
    public int Length => Shape.Elements;

    public int Bytes => ((Length * (Element == BufferElement.UInt8 ? 1 : 4)) + 63) / 64 * 64;
}
