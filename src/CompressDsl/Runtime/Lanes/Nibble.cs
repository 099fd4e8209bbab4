using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Where a nibble stands among the eight of an int32: the lower ones of its bytes first, then the higher ones. Float kernels read it where
/// it stands, as <c>nibble * 2^place</c>, and multiply it by <c>activation / 2^place</c>, which costs no shift. The uppermost one would be the
/// sign: it alone is shifted.
/// </summary>
internal static class Nibble
{
    /// <summary>Shift of the uppermost one.</summary>
    public const int Uppermost = 28;

    /// <summary>Bytes by which weights are asked for before they are needed: they come from far away, and are read once.</summary>
    public const int Ahead = 8192;

    /// <summary>Bits of nibble <paramref name="input"/> (0 to 7); 0 of the uppermost one, which is shifted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Mask(int input) => IsUppermost(input) ? 0 : 0x0F << Place(input);

    /// <summary>What nibble <paramref name="input"/> is multiplied with where it is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Factor(int input) => IsUppermost(input) ? 1 : 1 << Place(input);

    /// <summary>Whether this is the uppermost one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUppermost(int input) => Place(input) == Uppermost;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int input) => (8 * (input & 3)) + (4 * (input >> 2));
}
