using System.Buffers.Binary;
using System.IO.Compression;
using Detector.Boxes;
using Detector.Data;
using Detector.Drawing;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>What the detector sample does around its network: assigning, decoding, suppressing, judging, drawing.</summary>
public sealed class DetectionTests
{
    private static readonly Box Unit = new(0, 0, 10, 10);

    [Fact]
    public void Overlap_is_intersection_over_union()
    {
        Assert.Equal(1, Unit.Overlap(Unit));
        Assert.Equal(0, Unit.Overlap(new Box(10, 0, 20, 10)));
        Assert.Equal(1 / 3f, Unit.Overlap(new Box(5, 0, 15, 10)), 1e-6f);
        Assert.Equal(0.25f, Unit.Overlap(new Box(0, 0, 5, 5)), 1e-6f);
    }

    [Fact]
    public void What_cells_are_told_is_what_is_decoded_from_them()
    {
        for (var index = 0; index < 200; index++)
        {
            var shapes = ScenePainter.Draw(seed: 5, index).Shapes;
            var found = new List<Detection>();
            foreach (var grid in new[] { CellGrid.Small, CellGrid.Large }) Repeat(grid, shapes, found);
            var kept = NonMaximumSuppression.Keep(found, 0.45f);
            Assert.Equal(shapes.Count, kept.Count);
            Assert.All(shapes, s => Assert.Contains(kept, k => k.Kind == s.Kind && k.Box.Overlap(s.Box) > 0.999f));
        }
    }

    [Fact]
    public void Of_detections_that_overlap_the_surest_stays()
    {
        var sure = new Detection(ShapeKind.Disc, Unit, 0.9f);
        var double1 = new Detection(ShapeKind.Disc, new Box(1, 0, 11, 10), 0.8f);
        var other = new Detection(ShapeKind.Cross, Unit, 0.7f);
        var away = new Detection(ShapeKind.Disc, new Box(8, 0, 18, 10), 0.6f);
        Assert.Equal([sure, other, away], NonMaximumSuppression.Keep([away, double1, other, sure], 0.5f));
        Assert.Empty(NonMaximumSuppression.Keep([], 0.5f));
    }

    [Fact]
    public void Average_precision_falls_with_misses_and_with_false_and_double_detections()
    {
        var (disc, second) = (new Shape(ShapeKind.Disc, Unit), new Shape(ShapeKind.Disc, new Box(30, 30, 40, 40)));
        Detection Found(Shape shape, float score) => new(shape.Kind, shape.Box, score);
        Assert.Equal(1, Precision([disc, second], [Found(second, 0.6f), Found(disc, 0.9f)]));
        Assert.Equal(0, Precision([disc], []));
        Assert.Equal(0.5, Precision([disc, second], [Found(disc, 0.9f)]));
        Assert.Equal(0.5, Precision([disc], [Found(disc, 0.5f), Found(second, 0.9f)]));
        // Right, double, right: precision 1 up to half of the recall, then 2 / 3.
        Assert.Equal((1 + (2 / 3.0)) / 2, Precision([disc, second], [Found(disc, 0.9f), Found(disc, 0.8f), Found(second, 0.7f)]), 1e-9);
        Assert.Equal(0, Precision([disc], [Found(disc with { Kind = ShapeKind.Cross }, 0.9f)]));
        Assert.Equal(0, Precision([disc], [Found(disc with { Box = new Box(5, 0, 15, 10) }, 0.9f)]));
    }

    [Fact]
    public void A_picture_is_written_as_png()
    {
        byte[] rgb = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
        using var stream = new MemoryStream();
        PngFile.Write(stream, rgb, width: 2);
        var file = stream.ToArray();
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        Assert.Equal((2, 3), (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20))));
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        using var rows = new ZLibStream(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        rows.CopyTo(plain);
        Assert.Equal(rgb.Chunk(6).SelectMany(row => row.Prepend((byte)0)), plain.ToArray());
        // The last chunk of every PNG, with the checksum that the format's specification gives.
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], file[^12..]);
    }

    private static double Precision(Shape[] there, Detection[] found) => AveragePrecision.Mean([(there, found)], 0.5f);

    /// <summary>Decodes what a network that knows everything would say.</summary>
    private static void Repeat(CellGrid grid, IReadOnlyList<Shape> shapes, List<Detection> found)
    {
        var (kinds, boxes, logits) = (new int[grid.Count], new float[grid.Count * CellGrid.BoxLength], new float[grid.Count * CellGrid.Kinds]);
        grid.Assign(shapes, kinds, boxes);
        for (var cell = 0; cell < grid.Count; cell++) logits[(cell * CellGrid.Kinds) + kinds[cell]] = 20;
        grid.Decode(logits, boxes, 0.5f, found);
    }
}
