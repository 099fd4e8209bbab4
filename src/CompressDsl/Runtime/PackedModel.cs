using System.Runtime.InteropServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// The packed weights of one model in 64-byte-aligned memory outside the managed heap: a header, then the sections that the
/// compiled code reads. Immutable, so any number of threads may use it.
/// </summary>
/// <remarks>
/// Header: <c>"CDSL"</c>, int version, int number of sections, int bytes in all, ulong recipe hash, int offset of every section;
/// little endian. Kernels hold plain pointers: whoever calls them keeps the object alive (<see cref="GC.KeepAlive"/>) until they return.
/// </remarks>
public sealed unsafe partial class PackedModel : IDisposable
{
    /// <summary>The version of the format that this runtime reads.</summary>
    public const int Version = 1;

    internal const int HeaderBytes = 24;
    internal const int Alignment = 64;

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
        return ((int*)(memory + HeaderBytes))[index];
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
