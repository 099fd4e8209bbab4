using CompressDsl.Samples;
using CompressDsl.Training;

namespace DeepCompression.Runs;

/// <summary>A network in float, in 8 bits, and small.</summary>
/// <param name="Name">The command.</param>
/// <param name="Options">How all of them are trained.</param>
/// <param name="Float">The baseline, trained on the labels alone.</param>
/// <param name="Int8">Its weights in 8 bits, not trained again.</param>
/// <param name="Students">What learns from the teacher, the largest first.</param>
internal sealed record Family(string Name, DistillationOptions Options, Variant Float, Variant Int8, IReadOnlyList<Variant> Students);
