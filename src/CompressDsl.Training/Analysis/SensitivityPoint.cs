namespace CompressDsl.Training;

/// <summary>How good the float network is when one layer alone is compressed.</summary>
/// <param name="Setting">Bits of its weights, or share of its zeros.</param>
/// <param name="Score">What is left.</param>
public sealed record SensitivityPoint(double Setting, AnalysisScore Score);
