namespace CompressDsl.Runtime.V1;

/// <summary>Scratch memory from <see cref="Arena.Rent"/>. Dispose it on the same thread, the last one first, as <c>using</c> does.</summary>
public readonly unsafe ref struct ArenaScope
{
    private readonly ArenaMemory owner;
    private readonly int block;
    private readonly nint used;

    internal ArenaScope(ArenaMemory owner, int bytes)
    {
        this.owner = owner;
        (block, used) = owner.Position;
        Memory = owner.Take(bytes);
    }

    /// <summary>The memory: 64-byte aligned, not cleared.</summary>
    public byte* Memory { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => owner.Position = (block, used);
}
