namespace CompressDsl.Training;

/// <summary>Where the values of a field, inside the network, lie in a shard's memory.</summary>
/// <param name="Field">Path of the field, as in the checkpoint.</param>
/// <param name="Shape">Shape for one sample.</param>
/// <param name="Values">Its values, in floats per sample.</param>
/// <param name="Gradient">Where a loss writes its gradient, in floats per sample; -1 where others only learn from it.</param>
public readonly record struct FeaturePlace(string Field, FeatureShape Shape, int Values, int Gradient = -1);
