using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Where a nibble stands among the eight of an int32: the lower ones of its bytes first, then the higher ones.</summary>
internal static class Nibble
{
    /// <summary>Bits above nibble <paramref name="input"/> (0 to 7).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Above(int input) => 28 - (8 * (input & 3)) - (4 * (input >> 2));
}
