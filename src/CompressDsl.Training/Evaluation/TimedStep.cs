namespace CompressDsl.Training;

/// <summary>A kernel of a compiled network.</summary>
/// <param name="Name">What it computes, in plain words, e.g. <c>hidden: 784 -> 300, Relu</c>.</param>
/// <param name="Weight">Name in the checkpoint of the weight that it reads, or empty.</param>
public sealed record TimedStep(string Name, string Weight);
