using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

public sealed unsafe partial class Int32LanesTests
{
    private sealed class InterleaveCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var random = new Random(Seed);
            var (activations, weights, sums) = (new byte[64], new sbyte[64], new int[16]);
            for (var round = 0; round < 3000; round++)
            {
                var extreme = round % 2 == 0;
                for (var i = 0; i < 64; i++)
                {
                    activations[i] = extreme ? Activations[random.Next(Activations.Length)] : (byte)random.Next(256);
                    weights[i] = extreme ? Weights[random.Next(Weights.Length)] : (sbyte)random.Next(-127, 128);
                }

                fixed (byte* a = activations)
                fixed (sbyte* w = weights)
                fixed (int* from = Sums, to = sums)
                {
                    TInt.Store(TInt.DotAddInterleaved(TInt.Load(from), TInt.Interleave(a, a + 16, a + 32, a + 48), w), to);
                }

                for (var n = 0; n < 16; n++)
                {
                    var expected = Sums[n];
                    for (var k = 0; k < 4; k++)
                    {
                        expected = unchecked(expected + ((activations[(16 * k) + n] - TInt.InterleavedOffset) * weights[(4 * n) + k]));
                    }

                    Assert.True(expected == sums[n], $"lane {n}, round {round}, seed {Seed}");
                }
            }
        }
    }
}
