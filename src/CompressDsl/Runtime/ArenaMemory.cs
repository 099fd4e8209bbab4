using System.Runtime.InteropServices;

namespace CompressDsl.Runtime.V1;

/// <summary>The blocks behind <see cref="Arena"/>. A block that is in use never moves: what does not fit goes to the next one.</summary>
internal sealed unsafe class ArenaMemory
{
    private const nint Alignment = 64;
    private const nint Smallest = 64 * 1024;

    private readonly List<(nint Address, nint Size)> blocks = [];
    private int block;
    private nint used;

    ~ArenaMemory()
    {
        foreach (var (address, _) in blocks)
        {
            NativeMemory.AlignedFree((void*)address);
        }
    }

    /// <summary>Up to where memory is taken.</summary>
    public (int Block, nint Used) Position
    {
        get => (block, used);
        set => (block, used) = value;
    }

    public byte* Take(int bytes)
    {
        var size = ((nint)bytes + Alignment - 1) & -Alignment;
        if (blocks.Count == 0 || used + size > blocks[block].Size)
        {
            MoveToBlockOf(size);
        }

        var address = blocks[block].Address + used;
        used += size;
        return (byte*)address;
    }

    // Blocks above the current one are free, and so is the current one when nothing of it is taken.
    private void MoveToBlockOf(nint size)
    {
        var next = used == 0 ? block : block + 1;
        if (next == blocks.Count)
        {
            blocks.Add((0, 0));
        }

        if (blocks[next].Size < size)
        {
            var larger = Math.Max(size, Math.Max(Smallest, 2 * blocks[next].Size));
            NativeMemory.AlignedFree((void*)blocks[next].Address);
            blocks[next] = (0, 0);
            blocks[next] = ((nint)NativeMemory.AlignedAlloc((nuint)larger, (nuint)Alignment), larger);
        }

        (block, used) = (next, 0);
    }
}
