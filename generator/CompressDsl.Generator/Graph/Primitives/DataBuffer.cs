namespace CompressDsl.Generator.Graph;

/// <summary>Memory for one value of one sample; row-major, padded at its end to a multiple of 64 bytes.</summary>
/// <param name="Id">Index in <see cref="KernelProgram.Buffers"/>.</param>
/// <param name="Name">For the reader of generated code.</param>
/// <param name="Role">Who owns it.</param>
/// <param name="Offset">Byte offset in the arena for scratch buffers; -1 for the caller's spans and before planning.</param>
internal sealed record DataBuffer(int Id, string Name, BufferElement Element, Shape Shape, BufferRole Role, int Offset = -1)
{
    /// <summary>Where the value lies in another buffer; null where it has memory of its own.</summary>
    public BufferView? View { get; init; }

    public int Length => Shape.Elements;

    public int ElementBytes => Element == BufferElement.UInt8 ? 1 : 4;

    public int Bytes => ((Length * ElementBytes) + 63) / 64 * 64;

    /// <summary>Elements of a row of an image <c>[height, width, channels]</c>.</summary>
    public int RowLength => Shape.Elements / Shape.Dimensions[0].Size;
}
