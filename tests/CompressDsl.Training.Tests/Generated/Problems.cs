namespace CompressDsl.Training.Tests.Generated;

/// <summary>Small learning problems.</summary>
internal static class Problems
{
    /// <summary>Two interleaved spirals with noise, one turn and a half each.</summary>
    public static InMemoryDataset Spirals(int count, ulong seed)
    {
        var random = new CounterRandom(seed, 1);
        var (features, labels) = (new float[2 * count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var label = labels[i] = i % 2;
            var t = random.NextFloat(0.15f, 1f);
            var angle = (t * 3 * MathF.PI) + (label * MathF.PI);
            features[2 * i] = (t * MathF.Cos(angle)) + random.NextFloat(-0.02f, 0.02f);
            features[(2 * i) + 1] = (t * MathF.Sin(angle)) + random.NextFloat(-0.02f, 0.02f);
        }

        return InMemoryDataset.FromLabels(features, labels, classes: 2);
    }

    /// <summary>Images of 2 channels and 6 x 6 pixels with a bright line that lies (class 0) or stands (class 1).</summary>
    public static InMemoryDataset Lines(int count, ulong seed)
    {
        const int Size = 6;
        var random = new CounterRandom(seed, 3);
        var (features, labels) = (new float[count * 2 * Size * Size], new int[count]);
        for (var i = 0; i < features.Length; i++) features[i] = random.NextFloat(-0.3f, 0.3f);
        for (var i = 0; i < count; i++)
        {
            var label = labels[i] = i % 2;
            var (channel, line) = (random.Next(2), random.Next(Size));
            var (start, step) = label == 0 ? (line * Size, 1) : (line, Size);
            for (var n = 0; n < Size; n++) features[(((i * 2) + channel) * Size * Size) + start + (n * step)] += 1;
        }

        return InMemoryDataset.FromLabels(features, labels, classes: 2);
    }

    /// <summary>24 numbers near one of 16 fixed points; the class is that of the point, of which every one of 8 has two.</summary>
    public static InMemoryDataset Points(int count, ulong seed)
    {
        const int Width = 24, Classes = 8;
        var (fixedly, random) = (new CounterRandom(7, 4), new CounterRandom(seed, 5));
        var points = Enumerable.Range(0, 2 * Classes * Width).Select(_ => fixedly.NextFloat(-1, 1)).ToArray();
        var (features, labels) = (new float[count * Width], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var point = random.Next(2 * Classes);
            labels[i] = point % Classes;
            for (var n = 0; n < Width; n++) features[(i * Width) + n] = points[(point * Width) + n] + random.NextFloat(-0.5f, 0.5f);
        }

        return InMemoryDataset.FromLabels(features, labels, Classes);
    }

    /// <summary>Texts of random tokens; the class is the one of four groups of tokens that most tokens are from.</summary>
    public static InMemoryDataset Bags(int count, int vocabulary, ulong seed)
    {
        var random = new CounterRandom(seed, 2);
        var (texts, labels) = (new int[count][], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var label = labels[i] = random.Next(4);
            var tokens = texts[i] = new int[3 + random.Next(9)];
            for (var t = 0; t < tokens.Length; t++)
                tokens[t] = (random.Next(vocabulary / 4) * 4) + (t == 0 || random.NextFloat() < 0.6f ? label : random.Next(4));
        }

        return InMemoryDataset.FromTokens(texts, labels, classes: 4, maxTokens: 16);
    }
}
