namespace CompressDsl.Training.Kernels;

/// <summary>One aligned work area per thread, kept between calls.</summary>
internal static unsafe class GemmScratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static float[]? buffer;

    /// <summary>At least <paramref name="length"/> floats, 64-byte aligned, valid until the thread's next call.</summary>
    public static float* Rent(int length)
    {
        var needed = length + (Alignment / sizeof(float));
        if (buffer is null || buffer.Length < needed) buffer = GC.AllocateUninitializedArray<float>(needed, pinned: true);
        return Align(buffer);
    }

    /// <summary>The first aligned element of a pinned array.</summary>
    public static float* Align(float[] pinned)
    {
        var address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned));
        return (float*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
