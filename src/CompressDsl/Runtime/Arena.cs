namespace CompressDsl.Runtime.V1;

/// <summary>
/// Scratch memory of the calling thread: 64-byte aligned, taken and given back like a stack, so that calls may nest. It grows when
/// needed and stays, so a call that was made once allocates nothing the next time.
/// </summary>
/// <example><code>
/// using var scratch = Arena.Rent(4096);
/// var hidden = (float*)scratch.Memory;
/// </code></example>
public static class Arena
{
    [ThreadStatic]
    private static ArenaMemory? memory;

    /// <summary>Takes scratch memory until the scope is disposed.</summary>
    /// <param name="bytes">How much; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
    public static ArenaScope Rent(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new ArenaScope(memory ??= new ArenaMemory(), bytes);
    }
}
