namespace CompressDsl.Runtime.V1;

/// <summary>What compiled code expects of its packed weights.</summary>
/// <param name="Model">Full type name, for messages.</param>
/// <param name="RecipeHash">Hash of the recipe that the code was compiled for.</param>
/// <param name="SectionCount">Number of sections that the code reads.</param>
public readonly record struct PackedIdentity(string Model, ulong RecipeHash, int SectionCount);
