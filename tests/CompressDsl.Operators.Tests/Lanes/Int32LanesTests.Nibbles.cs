using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

public sealed unsafe partial class Int32LanesTests
{
    [Theory]
    [MemberData(nameof(Tiers))]
    public void Nibbles_are_exact(LaneTier tier) => LaneTypes.Run(tier, new NibbleCheck(), output);

    private sealed class NibbleCheck : ILaneAction
    {
        private const int Steps = 4;
        private const int Inputs = 8 * Steps;

        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var random = new Random(Seed);
            var (activations, nibbles) = (new sbyte[Inputs], new int[16, Inputs]);
            for (var round = 0; round < 500; round++)
            {
                // The largest sums that 16 bits have to hold, then anything.
                for (var k = 0; k < Inputs; k++)
                {
                    activations[k] = round switch { 0 => -128, 1 => 127, _ => (sbyte)random.Next(-128, 128) };
                    for (var n = 0; n < 16; n++) nibbles[n, k] = round < 2 ? 15 : random.Next(16);
                }

                CheckSums<TInt>(activations, nibbles, random);
                CheckExactSums<TInt>(random);
                CheckFloats<TFloat>(nibbles);
            }
        }

        private static byte[] Packed(int[,] nibbles)
        {
            var packed = new byte[Steps * 64];
            for (var k = 0; k < Inputs; k++)
            {
                for (var n = 0; n < 16; n++) packed[(k / 8 * 64) + (4 * n) + (k % 4)] |= (byte)(nibbles[n, k] << (k % 8 / 4 * 4));
            }

            return packed;
        }

        private static void CheckSums<TInt>(sbyte[] activations, int[,] nibbles, Random random)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            var (lower, upper) = (Start(k => k % 4 < 2), Start(k => k % 4 >= 2));
            var start = new NibbleStart((ushort)lower | (upper << 16), lower + upper);
            var scales = Enumerable.Range(0, 32).Select(_ => (ushort)(BitConverter.SingleToUInt32Bits(random.NextSingle() * 3) >> 16)).ToArray();
            var before = Enumerable.Range(0, 16).Select(_ => (random.NextSingle() * 1e6f) - 5e5f).ToArray();
            var (sums, moved, floats, factor) = (new int[16], new int[16], new float[16], random.Next(-1_000_000, 1_000_000));
            var fused = new float[16];
            var isSecond = random.Next(2) == 1;
            fixed (sbyte* a = activations)
            fixed (byte* w = Packed(nibbles))
            fixed (int* to = sums, products = moved)
            fixed (float* from = before, result = floats, exact = fused)
            fixed (ushort* scale = scales)
            {
                var partial = TInt.StartNibbles(&start);
                for (var step = 0; step < Steps; step++) partial = TInt.AddNibbles(partial, a + (8 * step), w + (64 * step));
                var joined = TInt.JoinNibbles(partial);
                TInt.Store(joined, to);
                TInt.Store(TInt.AddProducts(joined, a, factor), products);
                TInt.Store(TInt.AddScaled(TInt.Load((int*)from), joined, scale, isSecond), (int*)result);
                TInt.Store(TInt.AddScaledExactly(TInt.Load((int*)from), joined, scale, isSecond), (int*)exact);
            }

            for (var n = 0; n < 16; n++)
            {
                var expected = start.Whole + Enumerable.Range(0, Inputs).Sum(k => activations[k] * nibbles[n, k]);
                Assert.True(expected == sums[n], $"output {n}: {sums[n]} instead of {expected}, seed {Seed}");
                Assert.Equal(expected + (activations[n] * factor), moved[n]);
                var product = expected * BitConverter.UInt32BitsToSingle((uint)scales[(2 * n) + (isSecond ? 1 : 0)] << 16);
                Assert.Equal(BitConverter.SingleToUInt32Bits(before[n] + product), BitConverter.SingleToUInt32Bits(floats[n]));
                Assert.Equal(BitConverter.SingleToUInt32Bits(floats[n]), BitConverter.SingleToUInt32Bits(fused[n]));
            }

            int Start(Func<int, bool> isIn) => -8 * Enumerable.Range(0, Inputs).Where(isIn).Sum(k => activations[k]);
        }

        private static void CheckExactSums<TInt>(Random random)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            var largest = IInt32Lanes<TInt>.LargestExactSum;
            int[] sums = [-largest, largest, 1 - largest, largest - 1, .. Enumerable.Range(0, 12).Select(_ => random.Next(-largest, largest + 1))];
            var scales = Enumerable.Range(0, 32).Select(_ => (ushort)(BitConverter.SingleToUInt32Bits(MathF.ScaleB(1 + random.NextSingle(), random.Next(-120, 60))) >> 16)).ToArray();
            var before = Enumerable.Range(0, 16).Select(i => sums[i] * (random.NextSingle() - 0.5f) * BitConverter.UInt32BitsToSingle((uint)scales[2 * i] << 16)).ToArray();
            var (two, one) = (new float[16], new float[16]);
            fixed (int* from = sums)
            fixed (float* start = before, separately = two, fused = one)
            fixed (ushort* scale = scales)
            {
                TInt.Store(TInt.AddScaled(TInt.Load((int*)start), TInt.Load(from), scale, false), (int*)separately);
                TInt.Store(TInt.AddScaledExactly(TInt.Load((int*)start), TInt.Load(from), scale, false), (int*)fused);
            }

            Assert.Equal(two.Select(BitConverter.SingleToInt32Bits), one.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(before[0] + (sums[0] * BitConverter.UInt32BitsToSingle((uint)scales[0] << 16)), one[0]);
        }

        private static void CheckFloats<TFloat>(int[,] nibbles)
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var floats = stackalloc float[16];
            fixed (byte* w = Packed(nibbles))
            {
                for (var k = 0; k < Inputs; k++)
                {
                    TFloat.Store(TFloat.LoadNibbles(w + (k / 8 * 64), k % 8), floats);
                    for (var n = 0; n < 16; n++) Assert.Equal(nibbles[n, k] * (k % 8 == 7 ? 1f : 1 << ((8 * (k % 4)) + (k % 8 / 4 * 4))), floats[n]);
                }
            }
        }
    }
}
