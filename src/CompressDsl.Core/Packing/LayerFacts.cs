namespace CompressDsl.Core;

/// <summary>What became of one layer: a line of the model's report.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Description">In plain words.</param>
/// <param name="Parameters">Number of parameters that are counted here (shared ones count at their first layer).</param>
/// <param name="BytesBefore">Their size in float32.</param>
/// <param name="BytesAfter">Bytes of the layer's sections in the packed model.</param>
/// <param name="Bits">Bits of the weights; 32 for float.</param>
/// <param name="Sparsity">Share of zeros among the deployed weights, measured.</param>
/// <param name="Macs">Multiply-accumulate operations per inference, dense.</param>
/// <param name="Kernel">Name of the kernel.</param>
/// <param name="Note">A further fact in words (what was proved about the weights, where a norm went), or empty.</param>
public sealed record LayerFacts(
    string Name,
    string Description,
    long Parameters,
    long BytesBefore,
    long BytesAfter,
    int Bits,
    double Sparsity,
    long Macs,
    string Kernel,
    string Note);
