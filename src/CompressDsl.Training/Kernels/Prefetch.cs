using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Training.Kernels;

/// <summary>Asks for memory before it is needed, where the processor can be asked.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Floats of a cache line.</summary>
    public const int Line = 16;

    /// <summary>Brings the line of <paramref name="address"/> nearer; the address need not be valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Into(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}
