namespace CompressDsl.Training;

/// <summary>How a parameter is filled before training.</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="Scale">Its bound, deviation or value.</param>
public readonly record struct StartValue(StartKind Kind, float Scale)
{
    /// <summary>Uniform in -bound to bound.</summary>
    public static StartValue Uniform(float bound) => new(StartKind.Uniform, bound);

    /// <summary>Normally distributed around 0.</summary>
    public static StartValue Normal(float deviation) => new(StartKind.Normal, deviation);

    /// <summary>One number throughout.</summary>
    public static StartValue Constant(float value) => new(StartKind.Constant, value);

    /// <summary>Fills a tensor; the numbers depend on the seed and the tensor's number only.</summary>
    internal void Fill(Span<float> values, ulong seed, int tensor)
    {
        var random = new CounterRandom(seed, Streams.StartValues + (ulong)tensor);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Kind switch
            {
                StartKind.Uniform => random.NextFloat(-Scale, Scale),
                StartKind.Normal => (float)(Scale * random.NextNormal()),
                _ => Scale,
            };
        }
    }
}
