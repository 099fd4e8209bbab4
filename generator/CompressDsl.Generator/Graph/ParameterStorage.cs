using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>How the checkpoint holds a parameter, where that is not how the network reads it.</summary>
/// <param name="Shape">The tensor's shape in the checkpoint, in PyTorch's order.</param>
/// <param name="Order">How its elements are arranged for computation.</param>
internal sealed record ParameterStorage(Shape Shape, WeightOrder Order);
