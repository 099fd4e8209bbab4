using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace CompressDsl.Runtime.V1;

/// <summary>A whole file mapped read-only; the address is page aligned.</summary>
/// <remarks>
/// Only the view's handle is kept (a view outlives its file object), so that disposing is safe in the owner's finaliser too: handles
/// are finalised last.
/// </remarks>
internal sealed unsafe class MappedBytes : IDisposable
{
    private readonly SafeMemoryMappedViewHandle view;
    private readonly int length;

    public MappedBytes(string path)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes is 0 or > int.MaxValue)
        {
            throw new InvalidDataException($"'{path}' has {bytes} bytes and cannot be a packed model.");
        }

        length = (int)bytes;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle;
        byte* address = null;
        view.AcquirePointer(ref address);
        Address = address;
    }

    public byte* Address { get; }

    public ReadOnlySpan<byte> Bytes => new(Address, length);

    public void Dispose()
    {
        if (!view.IsClosed)
        {
            view.ReleasePointer();
            view.Dispose();
        }
    }
}
