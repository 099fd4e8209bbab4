using System.Runtime.InteropServices;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>
/// Floats that end where a page ends whose successor may not be touched (on Linux; elsewhere they only end where the memory does).
/// </summary>
internal sealed unsafe partial class GuardedFloats : IDisposable
{
    private const int PageBytes = 65536;
    private const float Canary = -12345f;

    private readonly byte* memory;
    private readonly int count;

    public GuardedFloats(int count)
    {
        this.count = count;
        memory = (byte*)NativeMemory.AlignedAlloc(2 * PageBytes, PageBytes);
        new Span<float>(memory, PageBytes / sizeof(float)).Fill(Canary);
        Protect(0);
    }

    public float* Start => (float*)(memory + PageBytes) - count;

    public bool IsUntouchedBefore => !new Span<float>(memory, (PageBytes / sizeof(float)) - count).ContainsAnyExcept(Canary);

    public void Dispose()
    {
        Protect(3);
        NativeMemory.AlignedFree(memory);
    }

    private void Protect(int access)
    {
        if (OperatingSystem.IsLinux() && Mprotect(memory + PageBytes, PageBytes, access) != 0)
        {
            throw new InvalidOperationException("The guard page could not be set.");
        }
    }

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Mprotect(void* address, nint length, int access);
}
