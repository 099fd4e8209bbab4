namespace CompressDsl.Training;

/// <summary>
/// Attention transfer (Zagoruyko and Komodakis 2017): an image's squares are added up over its channels; such a map, divided by its length,
/// says where the large values lie. The loss is the squared distance between the two maps.
/// </summary>
/// <remarks>
/// Maps of different sizes are compared at the smaller height and width; the larger ones are averaged over what then falls together, and must
/// be multiples. The number of channels is free. A map of zeros has no direction: it has no gradient.
/// </remarks>
/// <example><code>
/// var block = new HintBlock(values, gradient, new(8, 8, 16)) { Teacher = taught, TeacherShape = new(16, 16, 64), BatchSize = 64, Weight = 1 };
/// var loss = AttentionLoss.Compute(block);
/// </code></example>
public static class AttentionLoss
{
    /// <summary>Loss and gradient of a block.</summary>
    /// <param name="block">Both sides.</param>
    /// <returns>The block's part of the batch's mean loss, times the weight.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or one size is no multiple of the other.</exception>
    public static double Compute(HintBlock block)
    {
        block.Check();
        FeatureShape shape = block.Shape, other = block.TeacherShape;
        var (height, width) = (Math.Min(shape.Height, other.Height), Math.Min(shape.Width, other.Width));
        if (shape.Height % height + shape.Width % width + other.Height % height + other.Width % width > 0)
            throw new ArgumentException($"Maps of {shape} and {other} have no common size: one is to be a multiple of the other.");
        var places = height * width;
        var scratch = HintScratch.Doubles(2 * places);
        Span<double> map = scratch[..places], goal = scratch[places..];
        var scale = (double)block.Weight / block.BatchSize;
        double loss = 0;
        for (var row = 0; row < block.Rows; row++)
        {
            var length = MapOf(block.StudentRow(row), shape, map, width);
            MapOf(block.TeacherRow(row), other, goal, width);
            loss += Compare(map, goal, length);
            WriteGradient(block, row, map, scale, width);
        }

        return loss * scale;
    }

    /// <summary>The map of a row, of length 1; returns its length before.</summary>
    private static double MapOf(ReadOnlySpan<float> values, FeatureShape shape, Span<double> map, int width)
    {
        map.Clear();
        var (down, across) = (shape.Height / (map.Length / width), shape.Width / width);
        for (var place = 0; place < shape.Places; place++)
        {
            var at = (place / shape.Width / down * width) + (place % shape.Width / across);
            map[at] += FixedSum.Squares(values.Slice(place * shape.Channels, shape.Channels));
        }

        double squares = 0;
        foreach (var v in map) squares += v * v;
        var length = Math.Sqrt(squares);
        for (var i = 0; length > 0 && i < map.Length; i++) map[i] /= length;
        return length;
    }

    /// <summary>The squared distance; <paramref name="map"/> becomes its gradient with respect to the map before it was divided by its length.</summary>
    private static double Compare(Span<double> map, ReadOnlySpan<double> goal, double length)
    {
        double loss = 0, along = 0;
        for (var i = 0; i < map.Length; i++)
        {
            var difference = map[i] - goal[i];
            loss += difference * difference;
            along += 2 * difference * map[i];
        }

        for (var i = 0; i < map.Length; i++) map[i] = length > 0 ? ((2 * (map[i] - goal[i])) - (along * map[i])) / length : 0;
        return loss;
    }

    private static void WriteGradient(HintBlock block, int row, ReadOnlySpan<double> map, double scale, int width)
    {
        var shape = block.Shape;
        var values = block.StudentRow(row);
        var gradient = block.GradientRow(row);
        var (down, across) = (shape.Height / (map.Length / width), shape.Width / width);
        for (var place = 0; place < shape.Places; place++)
        {
            var at = (place / shape.Width / down * width) + (place % shape.Width / across);
            var first = place * shape.Channels;
            System.Numerics.Tensors.TensorPrimitives.Multiply(
                values.Slice(first, shape.Channels), (float)(2 * scale * map[at]), gradient.Slice(first, shape.Channels));
        }
    }
}
