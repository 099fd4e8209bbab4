using System.Runtime.InteropServices;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Memory between two pages that nobody may touch: a read or write beside it ends the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* pages;
    private readonly nuint length;

    public GuardedMemory(int bytes)
    {
        var page = (nuint)Environment.SystemPageSize;
        Inside = (int)(((nuint)bytes + page - 1) / page * page);
        length = (nuint)Inside + (2 * page);
        pages = Map(null, length, 0, PrivateAnonymous, -1, 0);
        Assert.True((nint)pages > 0 && Protect(First, (nuint)Inside, ReadWrite) == 0, "no memory");
    }

    /// <summary>Whether there is such memory here.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    private int Inside { get; }

    private byte* First => pages + Environment.SystemPageSize;

    /// <summary>Elements that end at the page behind, or begin at the page before.</summary>
    public Span<T> Of<T>(int count, bool atEnd)
        where T : unmanaged => new(atEnd ? First + Inside - (count * sizeof(T)) : First, count);

    public void Dispose() => Unmap(pages, length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
