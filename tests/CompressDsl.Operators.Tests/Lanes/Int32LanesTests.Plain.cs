using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

/// <content>Products in 16 bits, with weights that just fit.</content>
public sealed unsafe partial class Int32LanesTests
{
    private const int MostOfPair = 128;

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Plain_products_of_weights_that_fit_are_exact(LaneTier tier) => LaneTypes.Run(tier, new PlainCheck(), output);

    private sealed class PlainCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var random = new Random(Seed);
            for (var round = 0; round < 1000; round++)
            {
                Check<TInt, ExactProducts<TInt>>(random, MostOfPair);
                if (!TInt.GainsFromProofs) continue;
                Check<TInt, PlainProducts<TInt, ChainOfOne>>(random, MostOfPair);
                Check<TInt, PlainProducts<TInt, ChainOfTwo>>(random, MostOfPair / 2);
            }
        }

        private static void Check<TInt, TDot>(Random random, int most)
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TDot : unmanaged, IDotProducts<TInt>
        {
            var activations = new byte[Register];
            for (var i = 0; i < 8; i++) activations[i] = random.Next(2) == 0 ? (byte)255 : (byte)random.Next(256);
            var weights = new sbyte[128];
            for (var i = 0; i < weights.Length; i += 2)
            {
                var first = random.Next(Math.Max(0, most - 127), Math.Min(most, 127) + 1);
                var sign = random.Next(2) == 0 ? 1 : -1;
                (weights[i], weights[i + 1]) = ((sbyte)(sign * first), (sbyte)(sign * (most - first)));
            }

            fixed (byte* a = activations)
            fixed (sbyte* w = weights) Compare<TInt, TDot>(a, w);
        }

        private static void Compare<TInt, TDot>(byte* a, sbyte* w)
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TDot : unmanaged, IDotProducts<TInt>
        {
            var room = stackalloc byte[3 * Register];
            int[] Expected(int offset) => [.. Enumerable.Range(0, 16).Select(n => Enumerable.Range(0, 8).Sum(k => (a[k] - offset) * w[(64 * (k / 4)) + (4 * n) + (k % 4)]))];
            var plain = Expected(TDot.ActivationOffset);
            Assert.Equal(plain, Lanes(TDot.DotAddTwo(TInt.Zero, TDot.Broadcast(a), w, TDot.Broadcast(a + 4), w + 64)));
            Assert.Equal(plain, Lanes(TDot.DotAdd(TDot.DotAdd(TInt.Zero, TDot.Broadcast(a), w), TDot.Broadcast(a + 4), w + 64)));
            var image = TDot.PrepareImage(a, Register, room);
            Assert.Equal(plain, Lanes(TDot.DotAddTwo(
                TInt.Zero, TDot.BroadcastPrepared(image, Register), w, TDot.BroadcastPrepared(image + 4, Register), w + 64)));
            var shared = TDot.PrepareShared(a, Register, room);
            Assert.Equal(plain, Lanes(TDot.DotAddSharedTwo(
                TDot.Correction(a, 8), TDot.BroadcastShared(shared, 0, Register), w, TDot.BroadcastShared(shared, 4, Register), w + 64)));
            var prepared = TDot.Prepare(a, Register, room);
            var missing = TDot.Missing(prepared, 0) + TDot.Missing(prepared, 1);
            Assert.Equal(plain, Lanes(TDot.AddMissing(TDot.DotAddPreparedTwo(TInt.Zero, prepared, 0, 1, w), missing)));
        }
    }
}
