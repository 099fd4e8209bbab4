using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

public sealed unsafe partial class FloatLanesTests
{
    private sealed class MemoryCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            for (var count = 0; count <= 16; count++)
            {
                CheckPartial<TFloat>(count);
            }

            foreach (var value in FloatSamples.Special) CheckBroadcast<TFloat>(value);
            CheckBytes<TFloat>();
            CheckBFloat16<TFloat>();
            foreach (var (zeroPoint, low, high) in new[] { (0, 0, 255), (128, 0, 255), (255, 0, 255), (3, 3, 200), (7, 9, 9) })
            {
                CheckQuantized<TFloat>(FloatSamples.Special[..16], zeroPoint, low, high);
                CheckQuantized<TFloat>(FloatSamples.Special[16..32], zeroPoint, low, high);
                CheckQuantized<TFloat>(FloatSamples.Random(16, Seed), zeroPoint, low, high);
            }
        }

        private static void CheckPartial<TFloat>(int count)
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            using var page = new GuardedFloats(count);
            for (var i = 0; i < count; i++)
            {
                page.Start[i] = FloatSamples.Special[i];
            }

            var found = stackalloc float[16];
            TFloat.Store(TFloat.LoadPartial(page.Start, count, 42f), found);
            for (var i = 0; i < 16; i++)
            {
                Same(i < count ? FloatSamples.Special[i] : 42f, found[i], $"lane {i} of {count}");
            }

            fixed (float* source = FloatSamples.Random(16, Seed))
            {
                TFloat.StorePartial(TFloat.Load(source), page.Start, count);
                for (var i = 0; i < count; i++)
                {
                    Same(source[i], page.Start[i], $"stored lane {i} of {count}");
                }
            }

            Assert.True(page.IsUntouchedBefore, $"{count} floats stored: something before them changed");
        }

        private static void CheckBroadcast<TFloat>(float value)
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            // The one float before the guarded page: a lane type that reads more of it faults.
            using var page = new GuardedFloats(1);
            page.Start[0] = value;
            float* fromValue = stackalloc float[16], fromMemory = stackalloc float[16];
            TFloat.Store(TFloat.Broadcast(value), fromValue);
            TFloat.Store(TFloat.Broadcast(page.Start), fromMemory);
            for (var i = 0; i < 16; i++)
            {
                Same(value, fromValue[i], $"lane {i}");
                Same(value, fromMemory[i], $"lane {i} from memory");
            }
        }

        private static void CheckBytes<TFloat>()
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var bytes = new byte[] { 0, 1, 127, 128, 129, 255, 254, 7, 100, 200, 50, 60, 70, 80, 90, 33 };
            float* positive = stackalloc float[16], signed = stackalloc float[16];
            fixed (byte* source = bytes)
            {
                TFloat.Store(TFloat.LoadBytes(source), positive);
                TFloat.Store(TFloat.LoadSBytes((sbyte*)source), signed);
            }

            for (var i = 0; i < 16; i++)
            {
                Same(bytes[i], positive[i], $"byte {i}");
                Same((sbyte)bytes[i], signed[i], $"sbyte {i}");
            }
        }

        private static void CheckBFloat16<TFloat>()
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            // 1, the largest, the smallest, -2, infinity, and others, in turns with themselves backwards; nothing behind them is read.
            var upper = new ushort[] { 0x3F80, 0x7F7F, 0x0001, 0xC000, 0x7F80, 0x0080, 0x4049, 0x8000, 0, 0x3DCD, 0xFF80, 0x1234, 0x4321, 0xABCD, 0x3F81, 0xBF7F };
            using var page = new GuardedFloats(16);
            var pairs = (ushort*)page.Start;
            for (var i = 0; i < 16; i++) (pairs[2 * i], pairs[(2 * i) + 1]) = (upper[i], upper[^(i + 1)]);
            float* first = stackalloc float[16], second = stackalloc float[16];
            TFloat.Store(TFloat.LoadBFloat16(pairs, false), first);
            TFloat.Store(TFloat.LoadBFloat16(pairs, true), second);
            for (var i = 0; i < 16; i++)
            {
                Same(BitConverter.UInt32BitsToSingle((uint)upper[i] << 16), first[i], $"bfloat16 {i}");
                Same(BitConverter.UInt32BitsToSingle((uint)upper[^(i + 1)] << 16), second[i], $"second bfloat16 {i}");
            }
        }

        private static void CheckQuantized<TFloat>(float[] values, int zeroPoint, int low, int high)
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            byte* bytes = stackalloc byte[32], two = stackalloc byte[32], four = stackalloc byte[64];
            fixed (float* source = values)
            {
                var (value, other) = (TFloat.Load(source), TFloat.Multiply(TFloat.Load(source), TFloat.Broadcast(-0.75f)));
                TFloat.StoreQuantized(value, zeroPoint, low, high, bytes);
                TFloat.StoreQuantized(other, zeroPoint, low, high, bytes + 16);
                TFloat.StoreQuantized(value, other, zeroPoint, low, high, two);
                TFloat.StoreQuantized(other, value, value, other, zeroPoint, low, high, four);
            }

            var (first, second) = (new Span<byte>(bytes, 16).ToArray(), new Span<byte>(bytes + 16, 16).ToArray());
            Assert.Equal([.. first, .. second], new Span<byte>(two, 32).ToArray());
            Assert.Equal([.. second, .. first, .. first, .. second], new Span<byte>(four, 64).ToArray());

            for (var i = 0; i < 16; i++)
            {
                var rounded = Math.Round((double)values[i], MidpointRounding.ToEven) + zeroPoint;
                var expected = double.IsNaN(rounded) ? low : Math.Clamp(rounded, low, high);
                Assert.True(expected == bytes[i], $"{values[i]:R} with zero point {zeroPoint} in {low}..{high} became {bytes[i]}");
            }
        }
    }

    private sealed class AcrossCheck : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var samples = FloatSamples.Random(4096, Seed).Concat(FloatSamples.Special).ToArray();
            fixed (float* source = samples)
            {
                for (var from = 0; from + 16 <= samples.Length; from += 16)
                {
                    var values = samples[from..(from + 16)];
                    Same(Tree(values, (l, r) => l + r), TFloat.SumAcross(TFloat.Load(source + from)), $"sum at {from}");
                    Same(Tree(values, Larger), TFloat.MaxAcross(TFloat.Load(source + from)), $"max at {from}");
                    Same(Tree(values, Smaller), TFloat.MinAcross(TFloat.Load(source + from)), $"min at {from}");
                }
            }
        }

        private static float Tree(float[] values, Func<float, float, float> operation)
        {
            while (values.Length > 1)
            {
                var half = values.Length / 2;
                values = [.. Enumerable.Range(0, half).Select(i => operation(values[i], values[i + half]))];
            }

            return values[0];
        }
    }
}
