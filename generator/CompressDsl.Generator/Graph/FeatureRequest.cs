namespace CompressDsl.Generator.Graph;

/// <summary>A field of a model that students want to learn from.</summary>
/// <param name="Teacher">Full name of the model.</param>
/// <param name="Field">Path of the field.</param>
internal sealed record FeatureRequest(string Teacher, string Field);
