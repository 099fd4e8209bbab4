namespace CompressDsl.Samples;

/// <summary>What a comparison came to.</summary>
/// <param name="Title">Data, length of the trainings and measure.</param>
/// <param name="Teacher">The teacher's result.</param>
/// <param name="Columns">The students' results, one per seed, by the way they were trained.</param>
internal sealed record Comparison(string Title, double Teacher, IReadOnlyList<(string Name, double[] Seeds)> Columns)
{
    /// <summary>Prints a row per seed, the mean, and how far the seeds lie apart.</summary>
    public void Print()
    {
        Console.WriteLine($"{Title}: teacher {Teacher:P2}");
        Console.WriteLine("seed\t" + string.Join('\t', Columns.Select(c => c.Name)));
        for (var i = 0; i < Columns[0].Seeds.Length; i++) Print($"{i + 1}", c => c.Seeds[i]);
        Print("mean", c => c.Seeds.Average());
        Print("standard deviation", c => Deviation(c.Seeds));
    }

    /// <summary>Prints the means of several comparisons, a row each.</summary>
    public static void PrintAll(IReadOnlyList<Comparison> comparisons)
    {
        Console.WriteLine();
        Console.WriteLine("teacher\t" + string.Join('\t', comparisons[0].Columns.Select(c => c.Name)) + "\tdata");
        foreach (var c in comparisons)
            Console.WriteLine($"{c.Teacher:P2}\t{string.Join('\t', c.Columns.Select(m => $"{m.Seeds.Average():P2}"))}\t{c.Title}");
    }

    private void Print(string name, Func<(string Name, double[] Seeds), double> value) =>
        Console.WriteLine($"{name}\t" + string.Join('\t', Columns.Select(c => $"{value(c):P2}")));

    /// <summary>Of a sample: divided by one less than their number.</summary>
    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1));
    }
}
