using System.Runtime.InteropServices;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>Every int32 lane type against obvious scalar code.</summary>
public sealed unsafe partial class Int32LanesTests(ITestOutputHelper output)
{
    private const int Seed = 20250101;

    /// <summary>Activations that are prepared at a time.</summary>
    private const int Register = 32;

    private static readonly byte[] Activations = [0, 1, 2, 127, 128, 129, 254, 255];
    private static readonly sbyte[] Weights = [-127, -126, -1, 0, 1, 126, 127];
    private static readonly int[] Sums =
        [0, 1, -1, 127, 128, 255, 256, -256, 16777217, -16777219, int.MaxValue, int.MinValue, int.MaxValue - 63, 2000000000, -5, 3];

    private static readonly float[] Scales =
        [1f, 0.5f, 0.1f, 1e-3f, 0.0039215689f, 1.5f, 1e30f, float.MaxValue, 1e-30f, 1e-45f, 2f, 0.25f, 7f, 1e9f, 0.49999997f, 123.456f];

    public static TheoryData<LaneTier> Tiers => LaneTypes.Tiers;

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Dot_is_exact(LaneTier tier) => LaneTypes.Run(tier, new DotCheck(), output);

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Lanes_with_activations_of_their_own_are_exact(LaneTier tier) => LaneTypes.Run(tier, new InterleaveCheck(), output);

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Rows_are_added_and_memory_round_trips(LaneTier tier) => LaneTypes.Run(tier, new RowCheck(), output);

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Requantised_sums_saturate_and_round_to_even(LaneTier tier) => LaneTypes.Run(tier, new RequantiseCheck(), output);

    private static int[] Lanes<TInt>(TInt value)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        var result = new int[16];
        fixed (int* to = result) TInt.Store(value, to);
        return result;
    }

    private sealed class DotCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var random = new Random(Seed);
            var (activations, weights) = (new byte[Register], new sbyte[64]);
            foreach (var a in Activations)
            {
                foreach (var w in Weights)
                {
                    Array.Fill(activations, a);
                    Array.Fill(weights, w);
                    Check<TInt>(activations, weights, random);
                }
            }

            for (var round = 0; round < 3000; round++)
            {
                var extreme = round % 2 == 0;
                for (var i = 0; i < 4; i++)
                {
                    activations[i] = extreme ? Activations[random.Next(Activations.Length)] : (byte)random.Next(256);
                }

                for (var i = 0; i < 64; i++)
                {
                    weights[i] = extreme ? Weights[random.Next(Weights.Length)] : (sbyte)random.Next(-127, 128);
                }

                Check<TInt>(activations, weights, random);
            }
        }

        private static void Check<TInt>(byte[] activations, sbyte[] weights, Random random)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            var (start, sums, corrected) = (new int[16], new int[16], new int[16]);
            var room = stackalloc byte[2 * Register];
            for (var n = 0; n < 16; n++)
            {
                start[n] = random.Next(-1_000_000_000, 1_000_000_000);
            }

            fixed (byte* a = activations)
            fixed (sbyte* w = weights)
            fixed (int* from = start, to = sums, other = corrected)
            {
                TInt.Store(TInt.DotAdd(TInt.Load(from), TInt.Broadcast(a), w), to);
                var shared = TInt.BroadcastShared(TInt.PrepareShared(a, Register, room), 0, Register);
                TInt.Store(TInt.DotAddShared(TInt.Add(TInt.Load(from), TInt.Correction(a, 4)), shared, w), other);
            }

            Assert.Equal(sums, corrected);

            for (var n = 0; n < 16; n++)
            {
                var expected = start[n];
                for (var k = 0; k < 4; k++)
                {
                    expected += (activations[k] - TInt.ActivationOffset) * weights[(4 * n) + k];
                }

                Assert.True(expected == sums[n], $"output {n}, activations {string.Join(' ', activations[..4])}, seed {Seed}");
            }
        }
    }

    private sealed class RowCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var row = new sbyte[] { -128, -127, -1, 0, 1, 2, 126, 127, 64, -64, 33, -33, 5, -5, 100, -100 };
            var result = stackalloc int[16];
            fixed (int* sums = Sums)
            fixed (sbyte* bytes = row)
            {
                TInt.Store(TInt.Add(TInt.AddRow(TInt.Load(sums), bytes), TInt.AddRow(TInt.Zero, bytes)), result);
            }

            for (var n = 0; n < 16; n++)
            {
                Assert.Equal(unchecked(Sums[n] + (2 * row[n])), result[n]);
            }
        }
    }

    private sealed class RequantiseCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            foreach (var (zeroPoint, low, high) in new[] { (0, 0, 255), (128, 0, 255), (255, 0, 255), (3, 3, 200), (7, 9, 9) })
            {
                for (var shift = 0; shift < 16; shift++)
                {
                    var scales = Scales.Select((_, i) => Scales[(i + shift) % 16]).ToArray();
                    Check<TInt>(scales, zeroPoint, low, high);
                }
            }
        }

        private static void Check<TInt>(float[] scales, int zeroPoint, int low, int high)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            var bytes = stackalloc byte[16];
            var floats = stackalloc float[16];
            fixed (int* sums = Sums)
            fixed (float* scale = scales)
            {
                TInt.StoreRequantized(TInt.Load(sums), scale, zeroPoint, low, high, bytes);
                TInt.StoreScaled(TInt.Load(sums), scale, floats);
                CheckPartial(TInt.Load(sums), scale, floats);
                CheckSeveral<TInt>(sums, scale, (zeroPoint, low, high));
            }

            for (var n = 0; n < 16; n++)
            {
                var scaled = (float)Sums[n] * scales[n];
                Assert.Equal(BitConverter.SingleToUInt32Bits(scaled), BitConverter.SingleToUInt32Bits(floats[n]));
                var rounded = Math.Round((double)scaled, MidpointRounding.ToEven) + zeroPoint;
                Assert.Equal((byte)Math.Clamp(rounded, low, high), bytes[n]);
            }
        }

        private static void CheckSeveral<TInt>(int* sums, float* scale, (int Zero, int Low, int High) grid)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            var (scales, other, expected, two, four) = (new float[64], new int[64], new byte[64], new byte[32], new byte[64]);
            for (var i = 0; i < 64; i++) (scales[i], other[i]) = (scale[(i + (i / 16)) % 16], sums[(i + (i / 16 * 3)) % 16]);
            fixed (float* s = scales)
            fixed (int* o = other)
            fixed (byte* single = expected, pair = two, all = four)
            {
                var (a, b, c, d) = (TInt.Load(o), TInt.Load(o + 16), TInt.Load(o + 32), TInt.Load(o + 48));
                for (var i = 0; i < 64; i += 16) TInt.StoreRequantized(TInt.Load(o + i), s + i, grid.Zero, grid.Low, grid.High, single + i);
                TInt.StoreRequantized(a, b, s, grid.Zero, grid.Low, grid.High, pair);
                TInt.StoreRequantized(a, b, c, d, s, grid.Zero, grid.Low, grid.High, all);
            }

            Assert.Equal(expected[..32], two);
            Assert.Equal(expected, four);
        }

        private static void CheckPartial<TInt>(TInt sum, float* scale, float* whole)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            for (var count = 0; count <= 16; count++)
            {
                using var page = new GuardedFloats(count);
                TInt.StoreScaledPartial(sum, scale, page.Start, count);
                Assert.True(new Span<float>(whole, count).SequenceEqual(new Span<float>(page.Start, count)), $"{count} floats stored");
            }
        }
    }
}
