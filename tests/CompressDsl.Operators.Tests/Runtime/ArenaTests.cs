using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Runtime;

/// <summary>Scratch memory: aligned, nested, never moved while in use, no allocation once warm.</summary>
public sealed unsafe class ArenaTests
{
    [Fact]
    public void Nested_scopes_do_not_overlap_and_keep_their_place()
    {
        using var outer = Arena.Rent(100);
        new Span<byte>(outer.Memory, 100).Fill(1);
        Nest(depth: 12, bytes: 50_000);
        Assert.All(new Span<byte>(outer.Memory, 100).ToArray(), b => Assert.Equal(1, b));
    }

    [Fact]
    public void Memory_is_given_back_like_a_stack()
    {
        nint first;
        using (var scope = Arena.Rent(1000))
        {
            first = (nint)scope.Memory;
        }

        using var again = Arena.Rent(10);
        Assert.Equal(first, (nint)again.Memory);
        using var behind = Arena.Rent(0);
        Assert.Equal(first + 64, (nint)behind.Memory);
    }

    [Fact]
    public void A_warm_thread_allocates_nothing()
    {
        Nest(depth: 8, bytes: 40_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Nest(depth: 8, bytes: 40_000);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Every_thread_has_its_own()
    {
        using var here = Arena.Rent(64);
        *here.Memory = 1;
        var mine = (nint)here.Memory;
        var theirs = nint.Zero;
        var thread = new Thread(() =>
        {
            using var there = Arena.Rent(64);
            *there.Memory = 2;
            theirs = (nint)there.Memory;
        });
        thread.Start();
        thread.Join();
        Assert.NotEqual(mine, theirs);
        Assert.Equal(1, *here.Memory);
    }

    [Fact]
    public void A_negative_size_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Arena.Rent(-1).Dispose());

    private static void Nest(int depth, int bytes)
    {
        using var scope = Arena.Rent(bytes);
        if ((nint)scope.Memory % 64 != 0)
        {
            throw new InvalidOperationException("The memory is not aligned.");
        }

        var mine = new Span<byte>(scope.Memory, bytes);
        mine.Fill((byte)depth);
        if (depth > 0)
        {
            Nest(depth - 1, bytes);
        }

        if (mine.ContainsAnyExcept((byte)depth))
        {
            throw new InvalidOperationException($"The memory of depth {depth} was overwritten.");
        }
    }
}
