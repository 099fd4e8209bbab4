using CompressDsl.Core;
using CompressDsl.Runtime.V1;

namespace CompressDsl;

/// <summary>What the compiler made of one layer: a line of <see cref="ModelReport"/>.</summary>
/// <param name="Name">The name in the model class, e.g. <c>hidden</c>.</param>
/// <param name="Description">In plain words, with the shape, e.g. <c>Linear 784 -> 300</c>.</param>
/// <param name="Parameters">Number of parameters; shared ones count at their first layer.</param>
/// <param name="BytesBefore">Their size in float32.</param>
/// <param name="BytesAfter">Their size as deployed, bytes.</param>
/// <param name="Bits">Bits of a weight; 32 for float.</param>
/// <param name="Sparsity">Share of zeros among the deployed weights, 0 to 1.</param>
/// <param name="Macs">Multiply-accumulate operations per inference, zeros included.</param>
/// <param name="Kernel">Name of the kernel.</param>
/// <param name="Tier">Instruction set that the kernel runs on here.</param>
/// <param name="Note">A further fact in words, or empty.</param>
public sealed record LayerReport(
    string Name,
    string Description,
    long Parameters,
    long BytesBefore,
    long BytesAfter,
    int Bits,
    double Sparsity,
    long Macs,
    string Kernel,
    LaneTier Tier,
    string Note = "")
{
    /// <summary>The line for what the compressor found out about a layer.</summary>
    public static LayerReport From(LayerFacts facts) => new(
        facts.Name,
        facts.Description,
        facts.Parameters,
        facts.BytesBefore,
        facts.BytesAfter,
        facts.Bits,
        facts.Sparsity,
        facts.Macs,
        facts.Kernel,
        facts.Kernel.Contains("int", StringComparison.Ordinal) ? LaneTiers.Best : LaneTiers.BestFloat,
        facts.Note);
}
