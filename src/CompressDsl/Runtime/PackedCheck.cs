using System.Buffers.Binary;
using CompressDsl.Core;

namespace CompressDsl.Runtime.V1;

/// <summary>Checks the header of a packed model, see <see cref="PackedModel"/>.</summary>
internal static class PackedCheck
{
    /// <summary>The bytes that the model takes, header included.</summary>
    public static int Length(ReadOnlySpan<byte> packed, PackedIdentity identity)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Packed models are little endian and cannot be used on this processor.");
        }

        Require(packed.Length >= PackedHeader.OffsetsAt && Int(packed, 0) == PackedHeader.Magic, identity, "these bytes are no packed model");
        var version = Int(packed, 4);
        Require(version == PackedHeader.Version, identity, $"format version {version}, this runtime reads {PackedHeader.Version}: rebuild");
        CheckRecipe(packed, identity);
        var (count, total) = (Int(packed, 8), Int(packed, 12));
        var first = PackedHeader.OffsetsAt + (4L * count);
        Require(total >= first && total <= packed.Length, identity, $"{packed.Length} bytes where the header says {total}: truncated");
        CheckOffsets(packed[..total], identity);
        return total;
    }

    /// <summary>Whether these bytes are stored in fewer bits than kernels read.</summary>
    public static bool IsStored(ReadOnlySpan<byte> packed) =>
        packed.Length >= PackedHeader.OffsetsAt && Int(packed, 0) == PackedHeader.Magic && Int(packed, 4) == StoredModel.Version;

    /// <summary>Whether these bytes are entropy-coded.</summary>
    public static bool IsCoded(ReadOnlySpan<byte> packed) => packed.Length >= sizeof(int) && Int(packed, 0) == SmallStorage.Magic;

    /// <summary>The packed model of an entropy-coded one.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> packed, PackedIdentity identity) => Unpack(packed, SmallStorage.Decode, identity);

    /// <summary>The bytes as kernels read them.</summary>
    public static byte[] Expand(ReadOnlySpan<byte> packed, PackedIdentity identity)
    {
        CheckRecipe(packed, identity);
        return Unpack(packed, StoredModel.Expand, identity);
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed, Func<byte[], byte[]> unpack, PackedIdentity identity)
    {
        try
        {
            return unpack(packed.ToArray());
        }
        catch (Exception e) when (e is FormatException or OverflowException or OutOfMemoryException)
        {
            throw new InvalidDataException($"The packed weights of model '{identity.Model}' cannot be used: {e.Message}.", e);
        }
    }

    private static void CheckRecipe(ReadOnlySpan<byte> packed, PackedIdentity identity)
    {
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(packed[16..]);
        Require(
            hash == identity.RecipeHash,
            identity,
            $"packed for recipe {hash:x16}, the code was compiled for {identity.RecipeHash:x16}: rebuild, so that both fit together");
        var count = Int(packed, 8);
        Require(count == identity.SectionCount, identity, $"{count} sections instead of {identity.SectionCount}: rebuild");
    }

    private static void CheckOffsets(ReadOnlySpan<byte> packed, PackedIdentity identity)
    {
        long least = PackedHeader.OffsetsAt + (4L * identity.SectionCount);
        for (var i = 0; i < identity.SectionCount; i++)
        {
            var offset = Int(packed, PackedHeader.OffsetsAt + (4 * i));
            var fits = offset >= least && offset <= packed.Length && offset % PackedHeader.Alignment == 0;
            Require(fits, identity, $"section {i} starts at {offset}: damaged");
            least = offset;
        }
    }

    private static int Int(ReadOnlySpan<byte> packed, int offset) => BinaryPrimitives.ReadInt32LittleEndian(packed[offset..]);

    private static void Require(bool condition, PackedIdentity identity, string problem)
    {
        if (!condition)
        {
            throw new InvalidDataException($"The packed weights of model '{identity.Model}' cannot be used: {problem}.");
        }
    }
}
