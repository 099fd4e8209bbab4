using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>As in <see cref="Avx2FloatLanes"/>; that one does it where the tests run on a processor without 512-bit registers.</content>
public readonly unsafe partial struct Avx512FloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuantized(Avx512FloatLanes value, int zeroPoint, int low, int high, byte* destination)
    {
        if (!Avx512BW.IsSupported)
        {
            Avx2FloatLanes.StoreQuantized(Halves(value), zeroPoint, low, high, destination);
            return;
        }

        var steps = Steps(value, zeroPoint, high) + Vector512.Create(zeroPoint);
        Avx512F.ConvertToVector128Byte(Avx512F.Max(steps, Vector512.Create(low))).Store(destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuantized(Avx512FloatLanes a, Avx512FloatLanes b, int zeroPoint, int low, int high, byte* destination)
    {
        if (!Avx512BW.IsSupported)
        {
            Avx2FloatLanes.StoreQuantized(Halves(a), Halves(b), zeroPoint, low, high, destination);
            return;
        }

        var words = Words(a, b, zeroPoint, high);
        InOrder(Avx512BW.Max(Avx512BW.PackUnsignedSaturate(words, words), Vector512.Create((byte)low))).GetLower().Store(destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuantized(
        Avx512FloatLanes a, Avx512FloatLanes b, Avx512FloatLanes c, Avx512FloatLanes d, int zeroPoint, int low, int high, byte* destination)
    {
        if (!Avx512BW.IsSupported)
        {
            StoreQuantized(a, b, zeroPoint, low, high, destination);
            StoreQuantized(c, d, zeroPoint, low, high, destination + 32);
            return;
        }

        var bytes = Avx512BW.Max(
            Avx512BW.PackUnsignedSaturate(Words(a, b, zeroPoint, high), Words(c, d, zeroPoint, high)), Vector512.Create((byte)low));
        InOrder(bytes).Store(destination);
    }

    // Packs work on quarters of a register: those of the first 16 numbers come first, then those of the next.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> InOrder(Vector512<byte> packed) => Avx512F.PermuteVar16x32(
        packed.AsInt32(), Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Words(Avx512FloatLanes low, Avx512FloatLanes high, int zeroPoint, int most) => Avx512BW.AddSaturate(
        Avx512BW.PackSignedSaturate(Steps(low, zeroPoint, most), Steps(high, zeroPoint, most)), Vector512.Create((short)zeroPoint));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Steps(Avx512FloatLanes value, int zeroPoint, int high) =>
        Avx512F.ConvertToVector512Int32(Avx512F.Min(Vector512.Create((float)(high - zeroPoint)), value.all));
}
