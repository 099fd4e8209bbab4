using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>Floats that do not move, starting at a multiple of 64 bytes.</summary>
public sealed unsafe class PinnedFloats
{
    private const int Alignment = 64;

    // Keeps the memory alive.
    private readonly float[] memory;

    /// <summary>Makes room for <paramref name="length"/> zeros.</summary>
    /// <param name="length">Number of floats.</param>
    public PinnedFloats(int length)
    {
        memory = GC.AllocateArray<float>(checked(length + (2 * Alignment / sizeof(float))), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        Pointer = (float*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
        Length = length;
    }

    /// <summary>The first float.</summary>
    public float* Pointer { get; }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    public Span<float> Span => new(Pointer, Length);

    /// <summary>Some of them.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    public Span<float> Slice(int start, int length) => Span.Slice(start, length);
}
