using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Images: B' d B with B' = [4 0 -5 0 1 0; 0 -4 -4 1 1 0; 0 4 -4 -1 1 0; 0 -2 -1 2 1 0; 0 2 -1 -2 1 0; 0 4 0 -5 0 1].
/// </content>
public static unsafe partial class SixPointMath
{
    /// <summary>Transforms an image for a kernel of 3x3, in tiles of 4x4 pixels.</summary>
    /// <param name="image">[rows + 2][columns + 2][channels].</param>
    /// <param name="rowStep">From row to row of the image.</param>
    /// <param name="shape">Rows and columns of the result, and channels of the image: a multiple of 4, at least 16.</param>
    /// <param name="transformed">Receives [36 products][tiles][channels], of every four channels 0 and 2 before 1 and 3.</param>
    /// <param name="product">
    /// From product to product of the result: room for whole eights of tiles. No power of two: a cache would put all products at one place.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image3x3(byte* image, int rowStep, (int Rows, int Columns, int Channels) shape, short* transformed, nint product) =>
        Image(new Picture(image, rowStep, shape.Channels, shape.Rows + 2, shape.Columns + 2), 4, transformed, product);

    /// <summary>Transforms an image for a kernel of 5x5, in tiles of 2x2 pixels.</summary>
    /// <param name="image">[rows + 4][columns + 4][channels].</param>
    /// <param name="rowStep">From row to row of the image.</param>
    /// <param name="shape">Rows and columns of the result, and channels of the image: a multiple of 4, at least 16.</param>
    /// <param name="transformed">Receives [40 products][tiles][channels], of every four channels 0 and 2 before 1 and 3.</param>
    /// <param name="product">As for <see cref="Image3x3"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image5x5(byte* image, int rowStep, (int Rows, int Columns, int Channels) shape, short* transformed, nint product) =>
        Image(new Picture(image, rowStep, shape.Channels, shape.Rows + 4, shape.Columns + 4), 2, transformed, product);

    // Tiles have six rows and columns, one for every point, and begin so many pixels from each other.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Image(Picture image, int pixels, short* transformed, nint product)
    {
        var columns = stackalloc nint[Points];
        var words = stackalloc short[Points * Points * Lanes];
        for (var y = 0; y < image.Rows - Points + pixels; y += pixels)
        {
            for (var x = 0; x < image.Columns - Points + pixels; x += pixels)
            {
                // What a tile has beyond the image no pixel needs: any row or column will do.
                for (var i = 0; i < Points; i++) columns[i] = (nint)image.Channels * Math.Min(x + i, image.Columns - 1);
                for (nint c = 0; c < image.Channels; c += Lanes)
                {
                    var first = Math.Min(c, image.Channels - Lanes);
                    for (var i = 0; i < Points; i++) ImageColumn(image.Pixels + columns[i] + first, image, y, words + (Lanes * i));
                    for (var i = 0; i < Points; i++) StoreImage(words + (Points * Lanes * i), transformed + first + (Points * i * product), product);
                    if (pixels == 2) StoreParts(transformed + first, product);
                }

                transformed += image.Channels;
            }
        }
    }

    // B' times a column of the tile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ImageColumn(byte* column, Picture image, int y, short* to)
    {
        var last = image.Rows - 1;
        nint step = image.RowStep;
        var at = column + (step * y);
        // The first row of a tile is always there, and so are the next where the last is.
        if (y + Points - 1 <= last)
        {
            StoreSix(
                (WinogradMath.Words(at), WinogradMath.Words(at + step), WinogradMath.Words(at + (2 * step))),
                (WinogradMath.Words(at + (3 * step)), WinogradMath.Words(at + (4 * step)), WinogradMath.Words(at + (5 * step))), to, Points * Lanes);
            return;
        }

        StoreSix(
            (WinogradMath.Words(at), WinogradMath.Words(column + (step * Math.Min(y + 1, last))), WinogradMath.Words(column + (step * Math.Min(y + 2, last)))),
            (WinogradMath.Words(column + (step * Math.Min(y + 3, last))), WinogradMath.Words(column + (step * Math.Min(y + 4, last))), WinogradMath.Words(column + (step * last))),
            to, Points * Lanes);
    }

    // The same along a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreImage(short* row, short* to, nint product) => StoreSix(
        (Vector256.Load(row), Vector256.Load(row + Lanes), Vector256.Load(row + (2 * Lanes))),
        (Vector256.Load(row + (3 * Lanes)), Vector256.Load(row + (4 * Lanes)), Vector256.Load(row + (5 * Lanes))), to, product);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSix(
        (Vector256<short> A, Vector256<short> B, Vector256<short> C) first, (Vector256<short> D, Vector256<short> E, Vector256<short> F) second,
        short* to, nint step)
    {
        var (a, b, c) = first;
        var (d, e, f) = second;
        var (four, even, odd) = (b << 2, e - (c << 2), d - (b << 2));
        ((a << 2) + even - c).Store(to);
        (even + odd).Store(to + step);
        (even - odd).Store(to + (2 * step));
        (even, odd) = (e - c, (d - b) << 1);
        (even + odd).Store(to + (3 * step));
        (even - odd).Store(to + (4 * step));
        (f + four - (d << 2) - d).Store(to + (5 * step));
    }

    // Second parts of weights meet four times the activations.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreParts(short* transformed, nint product)
    {
        for (var part = 0; part < 4; part++)
            (Vector256.Load(transformed + (ProductOf(part) * product)) << 2).Store(transformed + ((Products3x3 + part) * product));
    }

    /// <summary>An image with its border.</summary>
    private readonly record struct Picture(nint Address, int RowStep, int Channels, int Rows, int Columns)
    {
        public Picture(byte* pixels, int rowStep, int channels, int rows, int columns)
            : this((nint)pixels, rowStep, channels, rows, columns)
        {
        }

        public byte* Pixels => (byte*)Address;
    }
}
