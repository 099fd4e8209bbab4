namespace CompressDsl.Generator.Training;

/// <summary>A layer whose inputs are measured in training: key of its weight, channels that it reads, groups.</summary>
internal sealed record MeasuredCall(string Key, int Channels, int Groups);
