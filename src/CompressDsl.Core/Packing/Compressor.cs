namespace CompressDsl.Core;

/// <summary>
/// Prunes, folds, quantises and packs a checkpoint as a recipe says. The one compressor: build, build tool and run time call it and
/// get the same bytes.
/// </summary>
/// <example><code>
/// var model = Compressor.Compress(Recipe.Parse(text), Checkpoint.Load("Student.safetensors"));
/// </code></example>
public static class Compressor
{
    /// <summary>The packed model. The same recipe and checkpoint give the same bytes on every machine.</summary>
    /// <param name="recipe">What is to happen to the weights.</param>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="storage">How the packed model is stored; what kernels read is the same.</param>
    /// <exception cref="CheckpointException">The checkpoint does not fit the recipe.</exception>
    /// <exception cref="FormatException">The recipe contradicts itself (a section names a weight that is not there, ...).</exception>
    public static CompressedModel Compress(Recipe recipe, Checkpoint checkpoint, StorageMode storage = StorageMode.Fast)
    {
        try
        {
            var context = new CompressionContext(recipe, checkpoint);
            var sections = recipe.Sections.Select(s => SectionPacker.Of(s.Kind).Pack(s, context)).ToArray();
            var (loaded, offsets) = PackedHeader.Assemble(recipe.PackedHash, sections.Select(s => s.Bytes).ToArray());
            var (bytes, sizes) = storage == StorageMode.Small ? SmallStorage.Encode(recipe, loaded, offsets, sections.Select(s => s.Layout).ToArray()) : InFewBits(recipe, loaded, sections);
            return new CompressedModel(bytes, loaded, offsets, new LayerFactsReader(context, sizes).Read(), recipe.PackedHash) { Storage = storage };
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"The recipe of {recipe.Model} contradicts itself: {e.Message}", e);
        }
        catch (OverflowException e)
        {
            throw new CheckpointException(CheckpointProblem.Overflow, $"{recipe.Model} is too large: a packed model has at most 2 GB.", null, e);
        }
    }

    private static (byte[] Bytes, int[] Sections) InFewBits(Recipe recipe, byte[] loaded, PackedSection[] sections)
    {
        var stored = sections.Select(StoredSection.Of).ToArray();
        return (stored.All(s => s.Bits == 0) ? loaded : StoredModel.Assemble(recipe.PackedHash, stored), stored.Select(s => s.Bytes.Length).ToArray());
    }

    /// <summary>Bytes that the packed model takes; what is stored, headers and padding included.</summary>
    /// <exception cref="CheckpointException">The checkpoint does not fit the recipe.</exception>
    public static long StoreSize(Recipe recipe, Checkpoint checkpoint) => Compress(recipe, checkpoint).Bytes.LongLength;
}
