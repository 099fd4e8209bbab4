using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Convolutions of few channels with the pixels of a row in the lanes, where outputs in the lanes would leave many of these empty. What a
/// pixel is made of are pairs of words: of neighbours in a row of the window, and where the row is odd, of its last tap and the one below.
/// Called by generated code.
/// </summary>
public static unsafe partial class PixelMath
{
    /// <summary>Outputs that are computed together: they share the pixels.</summary>
    public const int Together = 4;

    private const int Lanes = 16;

    /// <summary>The requantised outputs of 16 pixels.</summary>
    /// <param name="pixels">The first pixel, in the pairs of the first row and column of its window.</param>
    /// <param name="taps">Rows of the window and taps of each, and how far rows and pairs lie apart.</param>
    /// <param name="outputs">Weights, biases and scales.</param>
    /// <param name="grid">The grid of the result.</param>
    /// <param name="bytes">Receives [outputs][16 pixels].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<TInt>(
        int* pixels, (int Rows, nint RowStep, int Taps, nint PairStep) taps, PixelOutputs outputs,
        (int ZeroPoint, int Low, int High) grid, byte* bytes)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        var weights = (short*)outputs.Weights;
        var biases = outputs.Biases;
        var scales = outputs.Scales;
        for (var output = 0; output < outputs.Count; output += Together)
        {
            var (sum0, sum1) = (TInt.Load(biases), TInt.Load(biases + Lanes));
            var (sum2, sum3) = (TInt.Load(biases + (2 * Lanes)), TInt.Load(biases + (3 * Lanes)));
            var row = pixels;
            for (var tapRow = 0; tapRow < taps.Rows; tapRow++)
            {
                // The last taps of two rows are a pair of the first one.
                var pairs = (taps.Taps / 2) + (taps.Taps & ~tapRow & 1);
                var at = (short*)row;
                for (var pair = 0; pair < pairs; pair++)
                {
                    var (a, b) = (TInt.DotWords(weights, at), TInt.DotWords(weights + 2, at));
                    (sum0, sum1) = (TInt.Add(sum0, a), TInt.Add(sum1, b));
                    var (c, d) = (TInt.DotWords(weights + 4, at), TInt.DotWords(weights + 6, at));
                    (sum2, sum3) = (TInt.Add(sum2, c), TInt.Add(sum3, d));
                    weights += 2 * Together;
                    at += 2 * taps.PairStep;
                }

                row += taps.RowStep;
            }

            TInt.StoreRequantized(sum0, sum1, sum2, sum3, scales, grid.ZeroPoint, grid.Low, grid.High, bytes);
            biases += Together * Lanes;
            scales += Together * Lanes;
            bytes += Together * Lanes;
        }
    }
}
