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

        var words = Avx512BW.Max(Words(a, b, zeroPoint, high), Vector512.Create((short)low));
        var bytes = Avx512BW.ConvertToVector256Byte(words);
        Avx2.PermuteVar8x32(bytes.AsInt32(), Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)).AsByte().Store(destination);
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
        var order = Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        Avx512F.PermuteVar16x32(bytes.AsInt32(), order).AsByte().Store(destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Words(Avx512FloatLanes low, Avx512FloatLanes high, int zeroPoint, int most) => Avx512BW.AddSaturate(
        Avx512BW.PackSignedSaturate(Steps(low, zeroPoint, most), Steps(high, zeroPoint, most)), Vector512.Create((short)zeroPoint));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Steps(Avx512FloatLanes value, int zeroPoint, int high) =>
        Avx512F.ConvertToVector512Int32(Avx512F.Min(Vector512.Create((float)(high - zeroPoint)), value.all));
}
