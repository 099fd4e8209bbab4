using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>Memory of one value of the training graph, for all rows of a shard: <c>[rows, shape]</c>, row-major, not padded.</summary>
/// <param name="Id">Index in <see cref="TrainingProgram.Values"/>.</param>
/// <param name="Name">Name in generated code, e.g. <c>hiddenRelu</c>.</param>
/// <param name="Place">Whose memory it is.</param>
/// <param name="Offset">
/// Floats per sample before it: in the batch's inputs, or in the shard's memory (a multiple of 16; the address is offset times the
/// shard's capacity).
/// </param>
/// <param name="Source">
/// The slot it is while activations are not quantised yet: a quantisation point then hands its operand through without a copy. Null
/// for all others.
/// </param>
internal sealed record ValueSlot(int Id, string Name, TensorType Type, ValuePlace Place, int Offset = 0, int? Source = null)
{
    public int Length => Type.Shape.Elements;
}
