namespace CompressDsl.Training;

/// <summary>Maps values to a place on the page.</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value.</param>
/// <param name="From">Where the smallest value lies.</param>
/// <param name="To">Where the largest value lies.</param>
internal readonly record struct Scale(double Low, double High, double From, double To)
{
    /// <summary>The place of a value; values outside lie at the ends.</summary>
    public double this[double value] => From + ((To - From) * (High > Low ? Math.Clamp((value - Low) / (High - Low), 0, 1) : 0.5));

    /// <summary>About <paramref name="count"/> round numbers between the ends.</summary>
    public IEnumerable<double> Ticks(int count)
    {
        if (!(High > Low)) return [Low];
        var raw = (High - Low) / count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 5, 10 }.First(m => m * power >= raw * 0.999) * power;
        var (low, high) = (Low, High);
        return Enumerable.Range(0, 2 * count + 2).Select(i => (Math.Ceiling((low / step) - 1e-9) + i) * step).Where(t => t <= high + (step * 1e-9));
    }
}
