using System.Runtime.InteropServices;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

/// <content>Activations that are prepared once for many blocks.</content>
public sealed unsafe partial class Int32LanesTests
{
    [Theory]
    [MemberData(nameof(Tiers))]
    public void Prepared_activations_give_the_same_sums(LaneTier tier) => LaneTypes.Run(tier, new PreparedCheck(), output);

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Corrections_belong_to_all_shared_activations(LaneTier tier) => LaneTypes.Run(tier, new SharedCheck(), output);

    private sealed class PreparedCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var random = new Random(Seed);
            foreach (var count in new[] { 32, 64, 160, 1024 })
            {
                var (activations, weights, room) = (new byte[count], new sbyte[16 * count], new byte[3 * count]);
                random.NextBytes(activations);
                random.NextBytes(MemoryMarshal.AsBytes(weights.AsSpan()));
                weights.AsSpan().Replace((sbyte)-128, (sbyte)-127);
                fixed (byte* a = activations, into = room)
                fixed (sbyte* w = weights)
                {
                    var prepared = TInt.Prepare(a, count, into);
                    var (exact, sum, missing) = (TInt.Zero, TInt.Zero, 0);
                    foreach (var four in Enumerable.Range(0, count / 4).Where(f => f % 3 != 1))
                    {
                        exact = TInt.DotAdd(exact, TInt.Broadcast(a + (4 * four)), w + (64 * four));
                        sum = TInt.DotAddPrepared(sum, prepared, (nuint)four, w, four);
                        missing += TInt.Missing(prepared, (nuint)four);
                    }

                    Assert.Equal(Lanes(exact), Lanes(TInt.AddMissing(sum, missing)));
                    CheckImage<TInt>(a, count, w, into);
                }
            }
        }

        // Windows start at any activation, not only at every fourth.
        private static void CheckImage<TInt>(byte* activations, int count, sbyte* weights, byte* room)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            var prepared = TInt.PrepareImage(activations, count, room);
            for (var at = 0; at + 4 <= count; at++)
            {
                Assert.Equal(
                    Lanes(TInt.DotAdd(TInt.Zero, TInt.Broadcast(activations + at), weights)),
                    Lanes(TInt.DotAdd(TInt.Zero, TInt.BroadcastPrepared(prepared + at, count), weights)));
            }
        }
    }

    // What the last registers hold behind the activations does not count.
    private sealed class SharedCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var random = new Random(Seed);
            for (var count = 4; count <= 100; count += 4)
            {
                var whole = (count + Register - 1) / Register * Register;
                var (activations, weights, room) = (new byte[whole], new sbyte[16 * count], new byte[2 * whole]);
                random.NextBytes(activations);
                random.NextBytes(MemoryMarshal.AsBytes(weights.AsSpan()));
                weights.AsSpan().Replace((sbyte)-128, (sbyte)-127);
                fixed (byte* a = activations, into = room)
                fixed (sbyte* w = weights)
                {
                    var shared = TInt.PrepareShared(a, whole, into);
                    var (exact, corrected) = (TInt.Zero, TInt.Correction(a, count));
                    for (var k = 0; k < count; k += 4)
                    {
                        exact = TInt.DotAdd(exact, TInt.Broadcast(a + k), w + (16 * k));
                        corrected = TInt.DotAddShared(corrected, TInt.BroadcastShared(shared, k, whole), w + (16 * k));
                    }

                    Assert.Equal(Lanes(exact), Lanes(corrected));
                }
            }
        }
    }
}
