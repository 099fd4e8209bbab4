using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Convolutions by Winograd's algorithm with the points 0, 1, -1, 2, -2 and infinity: F(4x4, 3x3) gives 4x4 pixels from 36 products instead of
/// 144, F(2x2, 5x5) gives 2x2 pixels from 40 instead of 100. The sums are those of the plain convolution, bit for bit. Called by generated code.
/// </summary>
/// <remarks>
/// The usual transforms divide by 24. Here all of them stay whole, and the sums come out 9 * 2^n times too large with n up to 6. All sums are
/// taken modulo 2^32: there 9 has an inverse, and the last bits are shifted out. So the result is right as long as 64 times the convolution fits
/// into 32 bits, whatever wraps around on the way. Words hold activations up to 68 * 255 and weights up to 186 * 127. Only the weights of 5x5 at
/// two points of 2 or -2 are larger (961 * 127): these are A + 4 * B, and 4 is multiplied with the activations. Lavin and Gray 2016, Fast
/// Algorithms for Convolutional Neural Networks, section 4.3.
/// </remarks>
public static unsafe partial class SixPointMath
{
    /// <summary>Products of a tile for a kernel of 3x3.</summary>
    public const int Products3x3 = Points * Points;

    /// <summary>Products of a tile for a kernel of 5x5: four weights have two parts.</summary>
    public const int Products5x5 = Products3x3 + 4;

    private const int Points = 6;
    private const int Lanes = 16;

    /// <summary>The first of the two points whose weights have two parts.</summary>
    private const int Divided = 3;

    /// <summary>As <see cref="WinogradMath.Multiply"/>, for a kernel of 3x3.</summary>
    /// <inheritdoc cref="WinogradMath.Multiply"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply3x3<TInt>(short* image, nint product, short* weights, int channels, int* products)
        where TInt : unmanaged, IInt32Lanes<TInt> =>
        WinogradMath.MultiplyProducts<TInt>(image, (product, Products3x3), weights, channels, products);

    /// <summary>As <see cref="WinogradMath.Multiply"/>, for a kernel of 5x5; both parts of weights are added.</summary>
    /// <inheritdoc cref="WinogradMath.Multiply"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply5x5<TInt>(short* image, nint product, short* weights, int channels, int* products)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        WinogradMath.MultiplyProducts<TInt>(image, (product, Products5x5), weights, channels, products);
        for (var part = 0; part < 4; part++)
        {
            var whole = products + (ProductOf(part) * Plane);
            var second = products + ((Products3x3 + part) * Plane);
            for (var i = 0; i < Plane; i += Lanes) TInt.Store(TInt.Add(TInt.Load(whole + i), TInt.Load(second + i)), whole + i);
        }
    }

    private static int ProductOf(int part) => (Points * (Divided + (part / 2))) + Divided + (part % 2);
}
