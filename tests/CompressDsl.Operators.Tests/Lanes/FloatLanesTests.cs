using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>Every float lane type against obvious scalar code, bit for bit.</summary>
public sealed unsafe partial class FloatLanesTests(ITestOutputHelper output)
{
    private const int Seed = 20250102;

    public static TheoryData<LaneTier> Tiers => LaneTypes.Tiers;

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Arithmetic_is_IEEE(LaneTier tier) => LaneTypes.Run(tier, new ArithmeticCheck(), output);

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Memory_and_conversions(LaneTier tier) => LaneTypes.Run(tier, new MemoryCheck(), output);

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Horizontal_operations_have_one_order(LaneTier tier) => LaneTypes.Run(tier, new AcrossCheck(), output);

    private static float Larger(float l, float r) => l > r ? l : r;

    private static float Smaller(float l, float r) => l < r ? l : r;

    private static void Same(float expected, float actual, string what) =>
        Assert.True(FloatSamples.SameBits(expected, actual), $"{what}: {expected:R} expected, {actual:R} found, seed {Seed}");

    private static float[] Apply<TFloat>(Func<TFloat, TFloat, TFloat> operation, float[] left, float[] right)
        where TFloat : unmanaged, IFloatLanes<TFloat>
    {
        var result = new float[16];
        fixed (float* l = left, r = right, to = result)
        {
            TFloat.Store(operation(TFloat.Load(l), TFloat.Load(r)), to);
        }

        return result;
    }

    private sealed class ArithmeticCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            Check<TFloat>("+", TFloat.Add, (l, r) => l + r);
            Check<TFloat>("-", TFloat.Subtract, (l, r) => l - r);
            Check<TFloat>("*", TFloat.Multiply, (l, r) => l * r);
            Check<TFloat>("/", TFloat.Divide, (l, r) => l / r);
            Check<TFloat>("min", TFloat.Min, Smaller);
            Check<TFloat>("max", TFloat.Max, Larger);
            Check<TFloat>("greater", TFloat.Greater, (l, r) => l > r ? 1f : 0f);
            Check<TFloat>("select", (l, r) => TFloat.Select(l, r, l), (l, r) => l > 0 ? r : l);
            Check<TFloat>("abs", (l, _) => TFloat.Abs(l), (l, _) => MathF.Abs(l));
            Check<TFloat>("sqrt", (l, _) => TFloat.Sqrt(l), (l, _) => MathF.Sqrt(l));
            Check<TFloat>("round", (l, _) => TFloat.Round(l), (l, _) => MathF.Round(l, MidpointRounding.ToEven));
            Check<TFloat>("mantissa", (l, _) => TFloat.Mantissa(l, out var _), (l, _) => FromBits((ToBits(l) & 0x7FFFFF) | 0x3F800000));
            Check<TFloat>("exponent", (l, _) => Exponent(l), (l, _) => (int)(ToBits(l) >> 23) - 127);
            Check<TFloat>("power", (l, _) => TFloat.PowerOfTwo(Clamp(l)), (l, _) => MathF.ScaleB(1, (int)Clamp(l)));
        }

        private static void Check<TFloat>(string name, Func<TFloat, TFloat, TFloat> operation, Func<float, float, float> meaning)
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var samples = FloatSamples.Special.Concat(FloatSamples.Random(32, Seed)).ToArray();
            for (var shift = 0; shift < samples.Length; shift++)
            {
                for (var from = 0; from < samples.Length; from += 16)
                {
                    var left = samples[from..(from + 16)];
                    var right = Enumerable.Range(from + shift, 16).Select(i => samples[i % samples.Length]).ToArray();
                    var found = Apply(operation, left, right);
                    for (var i = 0; i < 16; i++)
                    {
                        Same(meaning(left[i], right[i]), found[i], $"{left[i]:R} {name} {right[i]:R}");
                    }
                }
            }
        }

        private static TFloat Exponent<TFloat>(TFloat value)
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            TFloat.Mantissa(value, out var exponent);
            return exponent;
        }

        private static TFloat Clamp<TFloat>(TFloat value)
            where TFloat : unmanaged, IFloatLanes<TFloat> =>
            TFloat.Round(TFloat.Min(TFloat.Max(value, TFloat.Broadcast(-126)), TFloat.Broadcast(127)));

        private static float Clamp(float value) => MathF.Round(Smaller(Larger(value, -126), 127), MidpointRounding.ToEven);

        private static uint ToBits(float value) => BitConverter.SingleToUInt32Bits(value);

        private static float FromBits(uint bits) => BitConverter.UInt32BitsToSingle(bits);
    }
}
