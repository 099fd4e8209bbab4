namespace CompressDsl.Benchmarks.Models;

/// <summary>LeNet-300-100 in float, for the time of a training step.</summary>
internal sealed partial class TrainedLenet300 : Lenet300Layers;
