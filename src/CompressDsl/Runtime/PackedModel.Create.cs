using System.Runtime.InteropServices;
using CompressDsl.Core;

namespace CompressDsl.Runtime.V1;

public sealed unsafe partial class PackedModel
{
    /// <summary>
    /// Copies packed bytes into aligned memory, after checking that they are what the compiled code was made for. A model that is stored
    /// in fewer bits than kernels read (see <see cref="StoredModel"/> and <see cref="SmallStorage"/>) is unpacked.
    /// </summary>
    /// <param name="packed">The packed model; up to 63 bytes may follow it.</param>
    /// <param name="identity">Name, recipe hash and number of sections that the compiled code expects.</param>
    /// <exception cref="InvalidDataException">The bytes are no packed model, or that of another recipe or version.</exception>
    public static PackedModel FromBytes(ReadOnlySpan<byte> packed, PackedIdentity identity)
    {
        if (PackedCheck.IsCoded(packed)) packed = PackedCheck.Decode(packed, identity);
        else if (PackedCheck.IsStored(packed)) packed = PackedCheck.Expand(packed, identity);
        var length = PackedCheck.Length(packed, identity);
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, PackedHeader.Alignment);
        packed[..length].CopyTo(new Span<byte>(memory, length));
        return new PackedModel(memory, length, null);
    }

    /// <summary>As <see cref="FromBytes"/>, from the data of an assembly (<c>new ulong[] { 0x... }</c>).</summary>
    /// <inheritdoc cref="FromBytes"/>
    public static PackedModel FromWords(ReadOnlySpan<ulong> packed, PackedIdentity identity) =>
        FromBytes(MemoryMarshal.AsBytes(packed), identity);

    /// <summary>As <see cref="FromBytes"/>, from a string literal that holds two bytes in each UTF-16 unit, the lower one first.</summary>
    /// <inheritdoc cref="FromBytes"/>
    public static PackedModel FromText(ReadOnlySpan<char> packed, PackedIdentity identity) =>
        FromBytes(MemoryMarshal.AsBytes(packed), identity);

    /// <summary>
    /// Maps a sidecar file into memory; pages are read when they are first used. A file that is stored in fewer bits than kernels read
    /// (see <see cref="StoredModel"/> and <see cref="SmallStorage"/>) is read and unpacked at once.
    /// </summary>
    /// <param name="file">Name of the file, looked for beside the application; or a full path.</param>
    /// <param name="identity">Name, recipe hash and number of sections that the compiled code expects.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no packed model, or that of another recipe or version.</exception>
    public static PackedModel FromFile(string file, PackedIdentity identity)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The packed weights of model '{identity.Model}' are missing: '{path}'. "
                + "The build writes this file beside the assembly; it has to be copied along with it.",
                path);
        }

        var mapped = new MappedBytes(path);
        try
        {
            if (PackedCheck.IsStored(mapped.Bytes) || PackedCheck.IsCoded(mapped.Bytes))
            {
                var unpacked = FromBytes(mapped.Bytes, identity);
                mapped.Dispose();
                return unpacked;
            }

            var length = PackedCheck.Length(mapped.Bytes, identity);
            return new PackedModel(mapped.Address, length, mapped);
        }
        catch
        {
            mapped.Dispose();
            throw;
        }
    }
}
