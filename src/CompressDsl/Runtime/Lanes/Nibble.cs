using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// A nibble of an int32 as a number without a conversion: put into the mantissa of a power of two, whose unit is where the nibble stands, it
/// adds itself to that; 8 more, with which nibbles are stored, are taken off with the power.
/// </summary>
/// <remarks>The lower nibbles of the four bytes are inputs 0 to 3, the higher ones 4 to 7.</remarks>
internal static class Nibble
{
    private const int Mantissa = 23, Bias = 127;

    /// <summary>Bits to shift the int32 to the right, so that nibble <paramref name="input"/> (0 to 7) is in the mantissa: the same for all that need it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Shift(int input) => Place(input) + 4 > Mantissa ? 12 : 0;

    /// <summary>The bits of nibble <paramref name="input"/> behind its <see cref="Shift"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Mask(int input) => 0x0F << (Place(input) - Shift(input));

    /// <summary>The power of two into which it is put, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Power(int input) => (Bias + Mantissa - (Place(input) - Shift(input))) << Mantissa;

    /// <summary>That power + 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Zero(int input) => BitConverter.Int32BitsToSingle(Power(input) | (8 << (Place(input) - Shift(input))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int input) => (8 * (input & 3)) + (4 * (input >> 2));
}
