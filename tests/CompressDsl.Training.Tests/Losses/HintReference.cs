namespace CompressDsl.Training.Tests;

/// <summary>The losses of hints as their papers write them: means over the rows, in double.</summary>
internal static class HintReference
{
    public static double Of(string loss, double[] student, FeatureShape shape, double[] teacher, FeatureShape other)
    {
        double[][] s = Rows(student, shape.Length), t = Rows(teacher, other.Length);
        return loss switch
        {
            "features" => s.Zip(t, (a, b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Average()).Average(),
            "distances" => Mean(Distances(s), Distances(t)),
            "angles" => Mean(Angles(s), Angles(t)),
            _ => s.Zip(t, (a, b) => Attention(a, shape, b, other)).Average(),
        };
    }

    private static double[][] Rows(double[] values, int length) => [.. values.Chunk(length)];

    /// <summary>Zagoruyko and Komodakis 2017: the maps of squares, pooled to one size.</summary>
    private static double Attention(double[] student, FeatureShape shape, double[] teacher, FeatureShape other)
    {
        var (height, width) = (Math.Min(shape.Height, other.Height), Math.Min(shape.Width, other.Width));
        double[] a = Unit(Map(student, shape, height, width)), b = Unit(Map(teacher, other, height, width));
        return a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
    }

    private static double[] Map(double[] values, FeatureShape shape, int height, int width)
    {
        var map = new double[height * width];
        for (var i = 0; i < shape.Height; i++)
        {
            for (var j = 0; j < shape.Width; j++)
            {
                var at = (i / (shape.Height / height) * width) + (j / (shape.Width / width));
                for (var c = 0; c < shape.Channels; c++) map[at] += Math.Pow(values[(((i * shape.Width) + j) * shape.Channels) + c], 2) * map.Length / shape.Places;
            }
        }

        return map;
    }

    /// <summary>Park et al. 2019, equation 3: distances of all pairs in units of their mean.</summary>
    private static double[] Distances(double[][] rows)
    {
        var pairs = from i in Enumerable.Range(0, rows.Length) from j in Enumerable.Range(i + 1, rows.Length - i - 1) select Length(Difference(rows[i], rows[j]));
        var all = pairs.ToArray();
        return [.. all.Select(d => d / all.Average())];
    }

    /// <summary>Park et al. 2019, equation 5: cosines of the angles at j between i and k.</summary>
    private static double[] Angles(double[][] rows) =>
    [
        .. from j in Enumerable.Range(0, rows.Length)
           from i in Enumerable.Range(0, rows.Length)
           from k in Enumerable.Range(i + 1, rows.Length - i - 1)
           where i != j && k != j
           select Unit(Difference(rows[i], rows[j])).Zip(Unit(Difference(rows[k], rows[j])), (a, b) => a * b).Sum(),
    ];

    private static double Mean(double[] student, double[] teacher) =>
        student.Zip(teacher, (a, b) => Math.Abs(a - b) <= 1 ? 0.5 * (a - b) * (a - b) : Math.Abs(a - b) - 0.5).Average();

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double Length(double[] values) => Math.Sqrt(values.Sum(v => v * v));

    private static double[] Unit(double[] values) => [.. values.Select(v => v / Length(values))];
}
