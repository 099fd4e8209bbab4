using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>Prepared images: |a - 128| of all, then -1 or 0 by the sign of a - 128 of all.</content>
public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareImage(byte* activations, int count, byte* room)
    {
        for (var i = 0; i < count; i += Vector256<byte>.Count)
        {
            var centred = (Vector256.Load(activations + i) ^ Vector256.Create((byte)0x80)).AsSByte();
            Avx2.Abs(centred).Store(room + i);
            Avx2.CompareGreaterThan(Vector256<sbyte>.Zero, centred).AsByte().Store(room + count + i);
        }

        return room;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes BroadcastPrepared(byte* fourPrepared, int count) => new(
        Vector512.Create(Unsafe.ReadUnaligned<int>(fourPrepared)),
        Vector512.Create(Unsafe.ReadUnaligned<int>(fourPrepared + count)));
}
