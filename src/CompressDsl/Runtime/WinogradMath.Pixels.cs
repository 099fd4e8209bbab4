using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>From products to pixels: A' M A with A' = [1 1 1 0; 0 1 -1 -1].</content>
public static unsafe partial class WinogradMath
{
    private const int Column = Together * Lanes;
    private const int Row = 4 * Column;

    /// <summary>The sums of the four pixels of a tile.</summary>
    /// <param name="products">The tile in the result of <see cref="Multiply"/>.</param>
    /// <param name="pixels">Receives [above, below][left, right][16 outputs].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pixels(int* products, int* pixels)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Store512(products, pixels);
            return;
        }

        Store256(products, pixels);
        Store256(products + (Lanes / 2), pixels + (Lanes / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store512(int* products, int* pixels)
    {
        var (up0, up1, up2, up3) = (Up512(products), Up512(products + Column), Up512(products + (2 * Column)), Up512(products + (3 * Column)));
        ((up0 + up1 + up2) >> 2).Store(pixels);
        ((up1 - up2 - up3) >> 2).Store(pixels + Lanes);
        var (down0, down1, down2, down3) =
            (Down512(products), Down512(products + Column), Down512(products + (2 * Column)), Down512(products + (3 * Column)));
        ((down0 + down1 + down2) >> 2).Store(pixels + (2 * Lanes));
        ((down1 - down2 - down3) >> 2).Store(pixels + (3 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Up512(int* products) => Vector512.Load(products) + Vector512.Load(products + Row) + Vector512.Load(products + (2 * Row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Down512(int* products) => Vector512.Load(products + Row) - Vector512.Load(products + (2 * Row)) - Vector512.Load(products + (3 * Row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store256(int* products, int* pixels)
    {
        var (up0, up1, up2, up3) = (Up256(products), Up256(products + Column), Up256(products + (2 * Column)), Up256(products + (3 * Column)));
        ((up0 + up1 + up2) >> 2).Store(pixels);
        ((up1 - up2 - up3) >> 2).Store(pixels + Lanes);
        var (down0, down1, down2, down3) =
            (Down256(products), Down256(products + Column), Down256(products + (2 * Column)), Down256(products + (3 * Column)));
        ((down0 + down1 + down2) >> 2).Store(pixels + (2 * Lanes));
        ((down1 - down2 - down3) >> 2).Store(pixels + (3 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Up256(int* products) => Vector256.Load(products) + Vector256.Load(products + Row) + Vector256.Load(products + (2 * Row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Down256(int* products) => Vector256.Load(products + Row) - Vector256.Load(products + (2 * Row)) - Vector256.Load(products + (3 * Row));
}
