namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A value of an image network, <c>[channels, height, width]</c>; height and width are 1 behind the mean.</summary>
internal sealed record ImageValue(string Name, int Channels, int Height, int Width)
{
    public int Count => Channels * Height * Width;
}
