namespace CompressDsl.Core;

/// <summary>A packed model.</summary>
/// <param name="Bytes">
/// The whole model as it is stored: as kernels read it (see <see cref="PackedHeader"/>), or, where weights have less than 8 bits, as a
/// <see cref="StoredModel"/> that is unpacked at first use.
/// </param>
/// <param name="Loaded">The model as kernels read it; to be read from memory aligned to 64 bytes.</param>
/// <param name="Offsets">Start of each section of the recipe in <paramref name="Loaded"/>, in bytes.</param>
/// <param name="Layers">What became of each layer.</param>
/// <param name="RecipeHash"><see cref="Recipe.PackedHash"/> of the recipe it was packed for.</param>
public sealed record CompressedModel(byte[] Bytes, byte[] Loaded, EquatableArray<int> Offsets, EquatableArray<LayerFacts> Layers, ulong RecipeHash)
{
    /// <summary>How it is stored; with <see cref="StorageMode.Small"/>, <see cref="Bytes"/> are those of <see cref="SmallStorage"/>.</summary>
    public StorageMode Storage { get; internal init; }

    /// <summary>Whether <see cref="Bytes"/> have to be unpacked before kernels can read them.</summary>
    public bool IsStored => !ReferenceEquals(Bytes, Loaded);
}
