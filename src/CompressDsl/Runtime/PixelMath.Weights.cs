using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>Weights as pairs of words.</content>
public static unsafe partial class PixelMath
{
    /// <summary>Brings weights, biases and scales into the form of <see cref="PixelOutputs"/>.</summary>
    /// <param name="weights">[outputs / 16][rows][taps / 4][16 outputs][4].</param>
    /// <param name="window">Rows of the window, and taps of each.</param>
    /// <param name="bias">Of every output.</param>
    /// <param name="scale">Of every output.</param>
    /// <param name="outputs">Room for them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare(sbyte* weights, (int Rows, int Taps) window, int* bias, float* scale, PixelOutputs outputs)
    {
        var row = (window.Taps + 3) / 4 * 4 * Lanes;
        var to = outputs.Weights;
        for (var output = 0; output < outputs.Count; output += Together)
        {
            var four = weights + ((nint)(output / Lanes * window.Rows) * row) + (output % Lanes * 4);
            for (var tapRow = 0; tapRow < window.Rows; tapRow++, four += row)
            {
                for (var tap = 0; tap < window.Taps - 1; tap += 2, to += Together) (Word(four, tap) | (Word(four, tap + 1) << 16)).Store(to);
                if ((window.Taps & ~tapRow & 1) == 0) continue;
                var below = tapRow + 1 < window.Rows ? Word(four + row, window.Taps - 1) << 16 : Vector128<int>.Zero;
                (Word(four, window.Taps - 1) | below).Store(to);
                to += Together;
            }
        }

        for (var output = 0; output < outputs.Count; output++)
        {
            Vector512.Create(bias[output]).Store(outputs.Biases + (output * Lanes));
            Vector512.Create(scale[output]).Store(outputs.Scales + (output * Lanes));
        }
    }

    // A weight of four outputs, as the lower words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Word(sbyte* weights, int tap)
    {
        var fours = Vector128.Load(weights + (tap / 4 * 4 * Lanes)).AsInt32();
        return (fours << (24 - (tap % 4 * 8)) >> 24) & Vector128.Create(0xFFFF);
    }
}
