using System.Runtime.InteropServices;
using CompressDsl.Core;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// The packed weights of one model in 64-byte-aligned memory outside the managed heap: a header, then the sections that the
/// compiled code reads. Immutable, so any number of threads may use it.
/// </summary>
/// <remarks>
/// For the header see <see cref="PackedHeader"/>. Kernels hold plain pointers: whoever calls them keeps the object alive
/// (<see cref="GC.KeepAlive"/>) until they return.
/// </remarks>
public sealed unsafe partial class PackedModel : IDisposable
{
    private readonly MappedBytes? mapped;
    private byte* memory;

    private PackedModel(byte* memory, int length, MappedBytes? mapped)
    {
        this.memory = memory;
        this.mapped = mapped;
        Length = length;
        SectionCount = ((int*)memory)[2];
    }

    /// <summary>Frees the memory of a model that nobody disposed.</summary>
    ~PackedModel() => Free();

    /// <summary>Bytes in all, header included.</summary>
    public int Length { get; }

    /// <summary>Number of sections.</summary>
    public int SectionCount { get; }

    /// <summary>Address of the header; 64-byte aligned. Generated code finds its sections from here.</summary>
    public byte* Address => memory;

    /// <summary>Address of section <paramref name="index"/>; 64-byte aligned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such section.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public byte* Section(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return memory + Offset(index);
    }

    /// <summary>Where section <paramref name="index"/> starts, in bytes from the beginning.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such section.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public int Offset(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)SectionCount, nameof(index));
        return ((int*)(memory + PackedHeader.OffsetsAt))[index];
    }

    /// <summary>Frees the memory. Nothing may be running on it.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (mapped is not null)
        {
            mapped.Dispose();
        }
        else
        {
            NativeMemory.AlignedFree(memory);
        }

        memory = null;
    }
}
