using System.Numerics;

namespace CompressDsl.Training;

/// <summary>Takes every pixel of an image from a place beside its own, between four pixels; outside of the image all is 0.</summary>
/// <param name="height">Rows of the image.</param>
/// <param name="width">Columns of the image.</param>
internal readonly struct BilinearMap(int height, int width)
{
    private const int Before = 1;
    private const int After = 2;

    /// <summary>Floats of an image with a border of zeros: a row and a column before it, two behind it.</summary>
    public static int BorderedLength(int height, int width) => (height + Before + After) * (width + Before + After);

    private int BorderedWidth => width + Before + After;

    /// <summary>
    /// Makes of displacements the places that pixels come from: the one above and to the left in the bordered image, and how far below and
    /// beside it. Rows are <paramref name="pitch"/> apart, a number of whole vectors.
    /// </summary>
    public void FindPlaces(Span<float> down, Span<float> right, Span<int> places, int pitch)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x += Vector<float>.Count)
            {
                Span<float> rows = down[((y * pitch) + x)..], columns = right[((y * pitch) + x)..];
                var row = Vector.Clamp(new Vector<float>(rows) + new Vector<float>(y), new Vector<float>(-Before), new Vector<float>(height));
                var column = new Vector<float>(columns) + (Vector<float>.Indices + new Vector<float>(x));
                column = Vector.Clamp(column, new Vector<float>(-Before), new Vector<float>(width));
                Vector<float> top = Vector.Floor(row), left = Vector.Floor(column);
                (row - top).CopyTo(rows);
                (column - left).CopyTo(columns);
                var place = ((Vector.ConvertToInt32(top) + Vector<int>.One) * BorderedWidth) + Vector.ConvertToInt32(left) + Vector<int>.One;
                place.CopyTo(places[((y * pitch) + x)..]);
            }
        }
    }

    /// <summary>Copies an image into the middle of its border.</summary>
    public void AddBorder(ReadOnlySpan<float> image, Span<float> bordered)
    {
        bordered.Clear();
        for (var y = 0; y < height; y++) image.Slice(y * width, width).CopyTo(bordered[(((y + Before) * BorderedWidth) + Before)..]);
    }

    /// <summary>A row of the new image.</summary>
    public void TakeRow(ReadOnlySpan<float> bordered, Span<float> row, ReadOnlySpan<int> places, ReadOnlySpan<float> below, ReadOnlySpan<float> beside)
    {
        places = places[..row.Length];
        below = below[..row.Length];
        beside = beside[..row.Length];
        for (var x = 0; x < row.Length; x++)
        {
            var four = bordered.Slice(places[x], BorderedWidth + 2);
            row[x] = Between(Between(four[0], four[1], beside[x]), Between(four[^2], four[^1], beside[x]), below[x]);
        }
    }

    private static float Between(float first, float second, float share) => ((1 - share) * first) + (share * second);
}
