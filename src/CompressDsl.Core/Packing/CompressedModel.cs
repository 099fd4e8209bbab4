namespace CompressDsl.Core;

/// <summary>A packed model.</summary>
/// <param name="Bytes">The whole model, see <see cref="PackedHeader"/>; to be read from memory aligned to 64 bytes.</param>
/// <param name="Offsets">Start of each section of the recipe, in bytes.</param>
/// <param name="Layers">What became of each layer.</param>
/// <param name="RecipeHash"><see cref="Recipe.PackedHash"/> of the recipe it was packed for.</param>
public sealed record CompressedModel(byte[] Bytes, EquatableArray<int> Offsets, EquatableArray<LayerFacts> Layers, ulong RecipeHash);
