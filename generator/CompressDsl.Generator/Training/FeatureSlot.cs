using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>Where a <see cref="Feature"/> lies.</summary>
/// <param name="Field">Path of the field that makes it.</param>
/// <param name="Shape">Its shape for one sample.</param>
/// <param name="Values">Slot of its values.</param>
/// <param name="Gradient">Slot of the gradient that a loss writes; null where nothing learns.</param>
internal sealed record FeatureSlot(string Field, FeatureShape Shape, int Values, int? Gradient);
