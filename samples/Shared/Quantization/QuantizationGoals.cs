namespace CompressDsl.Samples;

/// <summary>Points of error that the float network may be ahead.</summary>
/// <param name="PostTraining">Of 8 bits without training.</param>
/// <param name="Trained">Of 4 bits, trained.</param>
internal sealed record QuantizationGoals(double PostTraining, double Trained);
