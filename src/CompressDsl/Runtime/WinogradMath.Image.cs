using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>Images: B' d B with B' = [1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1].</content>
public static unsafe partial class WinogradMath
{
    /// <summary>Transforms an image.</summary>
    /// <param name="image">[rows + 2][columns + 2][channels].</param>
    /// <param name="rowStep">From row to row of the image.</param>
    /// <param name="shape">Rows and columns of the result, and channels of the image: a multiple of 4, at least 16.</param>
    /// <param name="transformed">Receives [16 products][tiles][channels], of every four channels 0 and 2 before 1 and 3.</param>
    /// <param name="product">
    /// From product to product of the result: room for whole eights of tiles. No power of two: a cache would put all products at one place.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image(byte* image, int rowStep, (int Rows, int Columns, int Channels) shape, short* transformed, nint product)
    {
        nint channels = shape.Channels;
        for (var y = 0; y < shape.Rows; y += 2)
        {
            // What a tile has beyond the image no pixel needs: any row or column will do.
            var row = image + ((nint)rowStep * y);
            var last = rowStep * (y + 1 < shape.Rows ? 3 : 2);
            for (var x = 0; x < shape.Columns; x += 2)
            {
                var right = row + (channels * (x + 1 < shape.Columns ? 3 : 2));
                for (nint next = 0; next < channels; next += Lanes)
                {
                    var c = Math.Min(next, channels - Lanes);
                    var (a0, a1, a2, a3) = ImageColumn(row + c, rowStep, last);
                    var (b0, b1, b2, b3) = ImageColumn(row + channels + c, rowStep, last);
                    var (c0, c1, c2, c3) = ImageColumn(row + (2 * channels) + c, rowStep, last);
                    var (d0, d1, d2, d3) = ImageColumn(right + c, rowStep, last);
                    StoreImage((a0, b0, c0, d0), transformed + c, product);
                    StoreImage((a1, b1, c1, d1), transformed + c + (4 * product), product);
                    StoreImage((a2, b2, c2, d2), transformed + c + (8 * product), product);
                    StoreImage((a3, b3, c3, d3), transformed + c + (12 * product), product);
                }

                row += 2 * channels;
                transformed += channels;
            }
        }
    }

    // B' times a column of the tile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<short> First, Vector256<short> Second, Vector256<short> Third, Vector256<short> Fourth) ImageColumn(
        byte* column, nint rowStep, nint last)
    {
        var (a, b, c, d) = (Words(column), Words(column + rowStep), Words(column + (2 * rowStep)), Words(column + last));
        return (a - c, b + c, c - b, b - d);
    }

    // The same along a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreImage(
        (Vector256<short> A, Vector256<short> B, Vector256<short> C, Vector256<short> D) row, short* to, nint product)
    {
        (row.A - row.C).Store(to);
        (row.B + row.C).Store(to + product);
        (row.C - row.B).Store(to + (2 * product));
        (row.B - row.D).Store(to + (3 * product));
    }

    // Of every four bytes 0 and 2 before 1 and 3, as the weights have them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<short> Words(byte* source)
    {
        var bytes = Vector128.Shuffle(Vector128.Load(source), Vector128.Create((byte)0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15));
        return Avx2.IsSupported
            ? Avx2.ConvertToVector256Int16(bytes)
            : Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes)).AsInt16();
    }
}
