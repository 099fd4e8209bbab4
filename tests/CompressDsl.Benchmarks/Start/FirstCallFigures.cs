namespace CompressDsl.Benchmarks.Start;

/// <summary>What one process measured of itself.</summary>
/// <param name="FirstMilliseconds">The first call: compilation of its kernels and preparation of the weights included.</param>
/// <param name="BestMicroseconds">The shortest of the calls after it.</param>
/// <param name="Allocated">Bytes on the managed heap that the calls after the first one allocated, all together.</param>
/// <param name="PeakMegabytes">The most physical memory at once.</param>
/// <param name="Summary">The model's own line.</param>
internal sealed record FirstCallFigures(double FirstMilliseconds, double BestMicroseconds, double Allocated, double PeakMegabytes, string Summary);
