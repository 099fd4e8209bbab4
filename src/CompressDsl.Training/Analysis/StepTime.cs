namespace CompressDsl.Training;

/// <summary>The measured time of one kernel of the compiled network.</summary>
/// <param name="Name">What it computes, in plain words.</param>
/// <param name="Weight">Name in the checkpoint of the weight that it reads, or empty.</param>
/// <param name="Microseconds">Its time within a call, microseconds.</param>
public sealed record StepTime(string Name, string Weight, double Microseconds);
