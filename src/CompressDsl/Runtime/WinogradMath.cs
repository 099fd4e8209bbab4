using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Convolutions of 3x3 by Winograd's F(2x2, 3x3): 2x2 pixels from 16 products of transformed numbers instead of 36. Whole numbers are not
/// rounded, so the sums are those of the plain convolution, bit for bit. Called by generated code.
/// </summary>
/// <remarks>
/// The weights are transformed by 2G, so that they stay whole; sums are four times too large then and divided at the end. Words hold all
/// of it: activations up to 4 * 255, weights up to 9 * 127. Products may wrap around on the way: what is divided is right as long as it
/// fits into 32 bits itself. Lavin and Gray 2016, Fast Algorithms for Convolutional Neural Networks, section 4.1.
/// </remarks>
public static unsafe partial class WinogradMath
{
    /// <summary>Tiles of 2x2 pixels that are multiplied together.</summary>
    public const int Together = 8;

    /// <summary>Products of a tile.</summary>
    public const int Products = 16;

    private const int Lanes = 16;

    /// <summary>The products of eight tiles for 16 outputs.</summary>
    /// <param name="image">The first of the tiles in the result of <see cref="Image"/>.</param>
    /// <param name="product">As for <see cref="Image"/>.</param>
    /// <param name="weights">From <see cref="Weights"/>.</param>
    /// <param name="channels">A multiple of 2.</param>
    /// <param name="products">Receives [products][8 tiles][16 outputs].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<TInt>(short* image, nint product, short* weights, int channels, int* products)
        where TInt : unmanaged, IInt32Lanes<TInt> =>
        MultiplyProducts<TInt>(image, (product, Products), weights, channels, products);

    /// <summary>As <see cref="Multiply"/>, for so many products of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MultiplyProducts<TInt>(short* image, (nint Step, int Count) product, short* weights, int channels, int* products)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        for (var i = 0; i < product.Count; i++)
        {
            if (TInt.HoldsManySums)
            {
                MultiplyEight<TInt>(image, weights, channels, products);
            }
            else
            {
                MultiplyFour<TInt>(image, weights, channels, products);
                MultiplyFour<TInt>(image + (4 * channels), weights, channels, products + (4 * Lanes));
            }

            image += product.Step;
            weights += Lanes * channels;
            products += Together * Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyEight<TInt>(short* image, short* weights, int channels, int* products)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        TInt sum0 = TInt.Zero, sum1 = TInt.Zero, sum2 = TInt.Zero, sum3 = TInt.Zero;
        TInt sum4 = TInt.Zero, sum5 = TInt.Zero, sum6 = TInt.Zero, sum7 = TInt.Zero;
        for (var channel = 0; channel < channels; channel += 2)
        {
            // Products in twos: a unit that multiplies is not asked to add in between.
            var (a, b) = (TInt.DotWords(image, weights), TInt.DotWords(image + channels, weights));
            (sum0, sum1) = (TInt.Add(sum0, a), TInt.Add(sum1, b));
            var (c, d) = (TInt.DotWords(image + (2 * channels), weights), TInt.DotWords(image + (3 * channels), weights));
            (sum2, sum3) = (TInt.Add(sum2, c), TInt.Add(sum3, d));
            var (e, f) = (TInt.DotWords(image + (4 * channels), weights), TInt.DotWords(image + (5 * channels), weights));
            (sum4, sum5) = (TInt.Add(sum4, e), TInt.Add(sum5, f));
            var (g, h) = (TInt.DotWords(image + (6 * channels), weights), TInt.DotWords(image + (7 * channels), weights));
            (sum6, sum7) = (TInt.Add(sum6, g), TInt.Add(sum7, h));
            image += 2;
            weights += 2 * Lanes;
        }

        TInt.Store(sum0, products);
        TInt.Store(sum1, products + Lanes);
        TInt.Store(sum2, products + (2 * Lanes));
        TInt.Store(sum3, products + (3 * Lanes));
        TInt.Store(sum4, products + (4 * Lanes));
        TInt.Store(sum5, products + (5 * Lanes));
        TInt.Store(sum6, products + (6 * Lanes));
        TInt.Store(sum7, products + (7 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyFour<TInt>(short* image, short* weights, int channels, int* products)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        TInt sum0 = TInt.Zero, sum1 = TInt.Zero, sum2 = TInt.Zero, sum3 = TInt.Zero;
        for (var channel = 0; channel < channels; channel += 2)
        {
            var (a, b) = (TInt.DotWords(image, weights), TInt.DotWords(image + channels, weights));
            (sum0, sum1) = (TInt.Add(sum0, a), TInt.Add(sum1, b));
            var (c, d) = (TInt.DotWords(image + (2 * channels), weights), TInt.DotWords(image + (3 * channels), weights));
            (sum2, sum3) = (TInt.Add(sum2, c), TInt.Add(sum3, d));
            image += 2;
            weights += 2 * Lanes;
        }

        TInt.Store(sum0, products);
        TInt.Store(sum1, products + Lanes);
        TInt.Store(sum2, products + (2 * Lanes));
        TInt.Store(sum3, products + (3 * Lanes));
    }
}
