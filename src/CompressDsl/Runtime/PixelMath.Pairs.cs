using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>Activations and weights as pairs of words.</content>
public static unsafe partial class PixelMath
{
    /// <summary>What pixels in the lanes read of a row of an image, widened and put side by side.</summary>
    /// <param name="row">The row; 64 bytes behind what the last pixel needs are readable.</param>
    /// <param name="columns">Pixels of the result, at least 8.</param>
    /// <param name="step">From pixel to pixel, up to 14.</param>
    /// <param name="pairs">Pairs of a row of the window.</param>
    /// <param name="to">Receives activations 2n and 2n + 1 of the window of every pixel, for all pairs n.</param>
    /// <param name="pairStep">From pair to pair of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pairs(byte* row, int columns, int step, int pairs, int* to, nint pairStep)
    {
        if (Avx512Vbmi.IsSupported && columns >= Lanes && ((Lanes - 1) * step) + (2 * pairs) <= 128)
        {
            Sixteens(row, columns, step, pairs, to, pairStep);
            return;
        }

        var (first, second) = (Order(step, 0), Order(step, 2));
        for (; pairs > 0; pairs--, row += 2, to += pairStep) Eights(row, columns, step, first, second, to);
    }

    // The last pixels of a row are laid again where they are no whole vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sixteens(byte* row, nint columns, nint step, int pairs, int* to, nint pairStep)
    {
        var first = Order((int)step);
        var isShort = ((Lanes - 1) * step) + (2 * pairs) <= 64;
        for (nint x = 0; x < columns; x += Lanes)
        {
            x = Math.Min(x, columns - Lanes);
            var at = row + (step * x);
            var low = Vector512.Load(at);
            var high = isShort ? low : Vector512.Load(at + 64);
            var order = first;
            var laid = to + x;
            for (var pair = 0; pair < pairs; pair++, laid += pairStep)
            {
                (Avx512Vbmi.PermuteVar64x8x2(low, order, high).AsInt32() & Vector512.Create(0x00FF00FF)).Store(laid);
                order += Vector512.Create((byte)2);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eights(byte* row, nint columns, nint step, Vector256<byte> first, Vector256<byte> second, int* to)
    {
        for (nint x = 0; x < columns; x += 8)
        {
            x = Math.Min(x, columns - 8);
            var at = row + (step * x);
            var left = Vector256.Create(Vector128.Load(at), Vector128.Load(at + (4 * step)));
            var right = Vector256.Create(Vector128.Load(at + (2 * step)), Vector128.Load(at + (6 * step)));
            (Avx2.Shuffle(left, first) | Avx2.Shuffle(right, second)).AsInt32().Store(to + x);
        }
    }

    /// <summary>Brings weights, biases and scales into the form of <see cref="PixelOutputs"/>.</summary>
    /// <param name="weights">[outputs / 16][rows][run / 4][16 outputs][4].</param>
    /// <param name="window">Rows of the window, and taps of each.</param>
    /// <param name="bias">Of every output.</param>
    /// <param name="scale">Of every output.</param>
    /// <param name="outputs">Room for them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare(sbyte* weights, (int Rows, int Run) window, int* bias, float* scale, PixelOutputs outputs)
    {
        var (fours, pairs) = ((window.Run + 3) / 4, (window.Run + 1) / 2);
        var to = (short*)outputs.Weights;
        for (var output = 0; output < outputs.Count; output += Together)
        {
            var group = weights + ((nint)(output / Lanes * window.Rows * fours * 4) * Lanes) + (output % Lanes * 4);
            for (var row = 0; row < window.Rows; row++)
            {
                for (var pair = 0; pair < pairs; pair++, to += 2 * Together)
                {
                    // Of four weights of an output, the first two or the last two.
                    var words = Vector128.Load(group + (pair / 2 * 4 * Lanes)).AsInt32() >> (pair % 2 * 16);
                    var (low, high) = (words << 24 >> 24, words << 16 >> 24);
                    ((low & Vector128.Create(0xFFFF)) | (high << 16)).Store((int*)to);
                }

                group += fours * 4 * Lanes;
            }
        }

        for (var output = 0; output < outputs.Count; output++)
        {
            Vector512.Create(bias[output]).Store(outputs.Biases + (output * Lanes));
            Vector512.Create(scale[output]).Store(outputs.Scales + (output * Lanes));
        }
    }

    // Two pixels as two times two words each, from lane `to` of every four on; nothing in the other lanes.
    private static Vector256<byte> Order(int step, int to)
    {
        var order = Vector128<byte>.AllBitsSet;
        for (var pixel = 0; pixel < 2; pixel++)
        {
            order = order.WithElement((to + pixel) * 4, (byte)(pixel * step)).WithElement(((to + pixel) * 4) + 2, (byte)((pixel * step) + 1));
        }

        return Vector256.Create(order, order);
    }

    // 16 pixels; what stands in the upper bytes of words is masked.
    private static Vector512<byte> Order(int step)
    {
        var places = Vector512<int>.Indices * step;
        return (places | ((places + Vector512<int>.One) << 16)).AsByte();
    }
}
