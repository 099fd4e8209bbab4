using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CompressDsl.Core;

namespace CompressDsl.Runtime.V1;

/// <summary>Small pieces of kernels that need both lane types. Called by generated code.</summary>
public static unsafe class KernelMath
{
    /// <summary><c>sums[n] * factor</c> for 16 outputs: where a dot product with a measured zero point starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TInt MultiplySums<TInt>(int* sums, int factor)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        var product = Vector512.Load(sums) * factor;
        return TInt.Load((int*)&product);
    }

    /// <summary><c>float(sum[n]) * scale[n]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Dequantize<TInt, TFloat>(TInt sum, float* scale)
        where TInt : unmanaged, IInt32Lanes<TInt>
        where TFloat : unmanaged, IFloatLanes<TFloat>
    {
        Vector512<float> scaled;
        TInt.StoreScaled(sum, scale, (float*)&scaled);
        return TFloat.Load((float*)&scaled);
    }

    /// <summary><c>float(sum[n]) * (scale[n] * activationScale) + bias[n]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Dequantize<TInt, TFloat>(TInt sum, float* scale, float activationScale, float* bias)
        where TInt : unmanaged, IInt32Lanes<TInt>
        where TFloat : unmanaged, IFloatLanes<TFloat>
    {
        Vector512<float> scales;
        TFloat.Store(TFloat.Multiply(TFloat.Load(scale), TFloat.Broadcast(activationScale)), (float*)&scales);
        return TFloat.Add(Dequantize<TInt, TFloat>(sum, (float*)&scales), TFloat.Load(bias));
    }

    /// <summary>
    /// The first <paramref name="count"/> (1 to 16) bytes of <see cref="IInt32Lanes{TSelf}.StoreRequantized(TSelf, float*, int, int, int, byte*)"/>;
    /// all 16 scales are read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantizedPartial<TInt>(TInt sum, float* scale, (int ZeroPoint, int Low, int High) grid, byte* destination, int count)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        Vector128<byte> all;
        TInt.StoreRequantized(sum, scale, grid.ZeroPoint, grid.Low, grid.High, (byte*)&all);
        Unsafe.CopyBlockUnaligned(destination, &all, (uint)count);
    }

    /// <summary>The first <paramref name="count"/> (1 to 16) bytes of <see cref="IFloatLanes{TSelf}.StoreQuantized(TSelf, int, int, int, byte*)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuantizedPartial<TFloat>(TFloat value, (int ZeroPoint, int Low, int High) grid, byte* destination, int count)
        where TFloat : unmanaged, IFloatLanes<TFloat>
    {
        Vector128<byte> all;
        TFloat.StoreQuantized(value, grid.ZeroPoint, grid.Low, grid.High, (byte*)&all);
        Unsafe.CopyBlockUnaligned(destination, &all, (uint)count);
    }

    /// <summary>16 bytes of a grid as the numbers that they stand for: <c>(byte - zeroPoint) * scale</c>, one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat FromGrid<TFloat>(byte* source, TFloat zeroPoint, TFloat scale)
        where TFloat : unmanaged, IFloatLanes<TFloat> =>
        TFloat.Multiply(TFloat.Subtract(TFloat.LoadBytes(source), zeroPoint), scale);

    /// <summary>One byte of a grid as the number that it stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromGrid(byte value, GridSection* grid) => (value - grid->ZeroPoint) * grid->Scale;

    /// <summary>Turns a measured range into the grid of one row.</summary>
    /// <returns>1 / scale.</returns>
    public static float Measure(float low, float high, RowGrid* measured) => Measure(low, high, 8, measured);

    /// <summary>Turns a measured range into the grid of one row, of 1 to 8 bits.</summary>
    /// <returns>1 / scale.</returns>
    public static float Measure(float low, float high, int bits, RowGrid* measured)
    {
        var grid = ActivationGrid.FromRange(low, high, bits);
        measured->Scale = grid.Scale;
        measured->ZeroPoint = grid.ZeroPoint;
        return 1 / grid.Scale;
    }

    /// <summary>Checks that every id names a row of a table.</summary>
    /// <exception cref="ArgumentException">An id is not in 0..<paramref name="tokens"/> - 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CheckIds(int* ids, int count, int tokens)
    {
        for (var i = 0; i < count; i++)
        {
            if ((uint)ids[i] >= (uint)tokens) ThrowId(ids[i], i, tokens);
        }
    }

    private static void ThrowId(int id, int position, int tokens) =>
        throw new ArgumentException($"Token id {id} at position {position} is not in the table: ids are 0 to {tokens - 1}.");

    /// <summary><c>min(max(value, low), high)</c>; NaN becomes <paramref name="low"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Clamp<TFloat>(TFloat value, float low, float high)
        where TFloat : unmanaged, IFloatLanes<TFloat> =>
        TFloat.Min(TFloat.Max(value, TFloat.Broadcast(low)), TFloat.Broadcast(high));

    /// <summary>
    /// Brings activations into the form of <see cref="IInt32Lanes{TSelf}.AddNibbles"/>: <c>activation - 128</c> as signed bytes, 0 behind the
    /// last one, and behind them a <see cref="NibbleStart"/> for every <paramref name="piece"/> activations.
    /// </summary>
    /// <param name="input">The activations, readable up to the next multiple of 16.</param>
    /// <param name="count">Their number.</param>
    /// <param name="padded">The number rounded up to whole pieces.</param>
    /// <param name="piece">Activations in a piece, a multiple of 16.</param>
    /// <param name="room">Receives <paramref name="padded"/> bytes, then the starts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Centre(byte* input, int count, int padded, int piece, byte* room)
    {
        for (var i = 0; i < count; i += Vector128<byte>.Count)
        {
            (Vector128.Load(input + i) ^ Vector128.Create((byte)0x80)).Store(room + i);
        }

        new Span<byte>(room + count, padded - count).Clear();
        var starts = (NibbleStart*)(room + padded);
        for (var i = 0; i < padded; i += piece)
        {
            var sum = Vector128<int>.Zero;
            for (var k = i; k < i + piece; k += Vector128<byte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.Load((sbyte*)room + k));
                var (first, second) = Vector128.Widen(low + high);
                sum += first + second;
            }

            var (lower, upper) = (-8 * (sum[0] + sum[1]), -8 * (sum[2] + sum[3]));
            *starts++ = new((ushort)lower | (upper << 16), lower + upper);
        }
    }

    /// <summary>
    /// Prepares float activations for weights that are nibbles: every one over the power of two at which its nibble is read (see
    /// <see cref="IFloatLanes{TSelf}.LoadNibbles"/>; 0 behind the last one), then for every group 8 times the sum of its activations, which is what the sums of
    /// nibbles are too large by.
    /// </summary>
    /// <param name="input">The activations.</param>
    /// <param name="count">Their number.</param>
    /// <param name="padded">The number rounded up to whole groups.</param>
    /// <param name="size">Activations in a group, a multiple of 8.</param>
    /// <param name="room">Receives <paramref name="padded"/> floats, then those of the groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(float* input, int count, int padded, int size, float* room)
    {
        var factors = stackalloc float[8];
        for (var k = 0; k < 8; k++) factors[k] = 1 / Nibble.Factor(k);
        for (var i = 0; i < count; i++) room[i] = input[i] * factors[i % 8];
        new Span<float>(room + count, padded - count).Clear();
        var sums = room + padded;
        for (var start = 0; start < padded; start += size)
        {
            var sum = 0f;
            for (var i = start; i < Math.Min(start + size, count); i++) sum += input[i];
            *sums++ = 8 * sum;
        }
    }

    /// <summary>
    /// The result of a layer with a scale per group of inputs: <c>(floats[n] + (128 - zeroPoint) * sums[n]) * activationScale + bias[n]</c>,
    /// rounded after every step.
    /// </summary>
    /// <param name="floats">From <see cref="IInt32Lanes{TSelf}.AddScaled"/>, over products with <c>activation - 128</c>.</param>
    /// <param name="sums">Sum of the weights of every output.</param>
    /// <param name="zeroPoint">The activation that stands for 0.</param>
    /// <param name="activationScale">Real value of one step of an activation.</param>
    /// <param name="bias">The biases.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFloat Grouped<TInt, TFloat>(TInt floats, float* sums, int zeroPoint, float activationScale, float* bias)
        where TInt : unmanaged, IInt32Lanes<TInt>
        where TFloat : unmanaged, IFloatLanes<TFloat>
    {
        Vector512<float> total;
        TInt.Store(floats, (int*)&total);
        var moved = TFloat.Add(TFloat.Load((float*)&total), TFloat.Multiply(TFloat.Load(sums), TFloat.Broadcast(128f - zeroPoint)));
        return TFloat.Add(TFloat.Multiply(moved, TFloat.Broadcast(activationScale)), TFloat.Load(bias));
    }
}
