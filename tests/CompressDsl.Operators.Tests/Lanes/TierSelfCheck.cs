using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>A checksum of what every tier computes, printed so that processes can be compared.</summary>
internal static class TierSelfCheck
{
    /// <summary>
    /// <c>best: X</c>, <c>float: X</c>, <c>width: bytes of Vector&lt;T&gt;</c>, <c>128 bit: dot product used there</c>, then
    /// <c>tier checksum</c> for every supported tier.
    /// </summary>
    public static IEnumerable<string> Lines()
    {
        yield return $"best: {LaneTiers.Best}";
        yield return $"float: {LaneTiers.BestFloat}";
        yield return $"width: {Vector<byte>.Count}";
        yield return $"128 bit: {(Ssse3.IsSupported ? "Ssse3" : Dp.IsSupported ? "Dp" : AdvSimd.Arm64.IsSupported ? "AdvSimd" : "plain")}";
        foreach (var tier in LaneTiers.Supported)
        {
            var checksum = new Checksum();
            LaneTypes.Run(tier, checksum);
            yield return $"{tier} {checksum.Value:x16}";
        }
    }

    private sealed unsafe class Checksum : ILaneAction
    {
        private const int Inputs = 64;
        private const int Outputs = 16;

        public ulong Value { get; private set; } = 14695981039346656037;

        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var random = new Random(4711);
            for (var round = 0; round < 50; round++)
            {
                Dot<TInt>(random, round);
            }

            float[] samples = [.. FloatSamples.Special, .. FloatSamples.Random(2048, 4711)];
            foreach (var function in Enum.GetValues<LaneFunction>())
            {
                Functions<TFloat>(function, samples);
            }
        }

        private void Dot<TInt>(Random random, int round)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            var (activations, weights) = (new byte[Inputs], new sbyte[Inputs * Outputs]);
            var (scales, bias) = (new float[Outputs], new int[Outputs]);
            random.NextBytes(activations);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = (sbyte)random.Next(-127, 128);
                bias[i / 4 % Outputs] += TInt.ActivationOffset * weights[i];
                scales[i % Outputs] = (float)Math.Pow(10, -round / 10.0);
            }

            var bytes = new byte[Outputs];
            fixed (byte* a = activations, to = bytes)
            fixed (sbyte* w = weights)
            fixed (int* start = bias)
            fixed (float* scale = scales)
            {
                var sum = TInt.Load(start);
                for (var k = 0; k < Inputs; k += 4)
                {
                    sum = TInt.DotAdd(sum, TInt.Broadcast(a + k), w + (Outputs * k));
                }

                TInt.StoreRequantized(sum, scale, 128, 0, 255, to);
            }

            Array.ForEach(bytes, b => Add(b));
        }

        private void Functions<TFloat>(LaneFunction function, float[] samples)
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var values = new float[16];
            var bytes = new byte[16];
            fixed (float* from = samples, to = values)
            fixed (byte* quantized = bytes)
            {
                for (var i = 0; i + 16 <= samples.Length; i += 16)
                {
                    var result = LaneFunctions.Evaluate(function, TFloat.Load(from + i));
                    TFloat.Store(result, to);
                    TFloat.StoreQuantized(TFloat.Multiply(result, TFloat.Broadcast(100)), 7, 1, 250, quantized);
                    Array.ForEach(values, Add);
                    Array.ForEach(bytes, b => Add(b));
                    Add(TFloat.SumAcross(result));
                }
            }
        }

        private void Add(float value) => Add(float.IsNaN(value) ? uint.MaxValue : BitConverter.SingleToUInt32Bits(value));

        private void Add(uint value) => Value = unchecked((Value ^ value) * 1099511628211);
    }
}
