namespace CompressDsl.Samples;

/// <summary>How <c>-- compare</c> trains.</summary>
/// <param name="Epochs">Passes over the data.</param>
/// <param name="Teachers">Teachers, of different seeds, that answer together; at least 1.</param>
/// <param name="IsBlended">Whether students learn from samples blended in pairs.</param>
internal sealed record ComparePlan(int Epochs, int Teachers, bool IsBlended);
