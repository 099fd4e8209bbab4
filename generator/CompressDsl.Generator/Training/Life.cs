namespace CompressDsl.Generator.Training;

/// <summary>First and last time at which a value is touched.</summary>
internal readonly record struct Life(int First, int Last)
{
    public static readonly Life None = new(int.MaxValue, int.MinValue);

    public Life With(int time) => new(Math.Min(First, time), Math.Max(Last, time));

    public bool Meets(Life other) => First <= other.Last && other.First <= Last;
}
