using CompressDsl.Core;

namespace CompressDsl.Models.Tests.Core;

/// <summary>
/// The same checkpoint and recipe give the same bytes on every machine: hashes that were written down once. They change with what is packed, and
/// must be the same wherever this test runs, with any instruction set.
/// </summary>
public sealed class SameBytesTests
{
    private const int Outputs = 48;
    private const int Inputs = 72;

    /// <summary>What is said about the weight, and the hashes of the bytes of <see cref="StorageMode.Fast"/> and <see cref="StorageMode.Small"/>.</summary>
    public static TheoryData<string, string, string> Known => new()
    {
        { "float", "4240cec76c780e4b", "60690ce59bb8c3b1" },
        { "8 bits", "7b95a14c88bec863", "8435ddf154cf1cd8" },
        { "4 bits, 0.9 single weights", "652f0a2d3b8a62e8", "fe5808acd824e1e2" },
        { "3 bits, codebook, 0.5 of 2:4", "010cdac9f6dbfd70", "7c4c0bd3f0c1fc84" },
        { "2 bits, 0.75 blocks", "efa9686d9547de03", "753fe912c00d724c" },
        { "1 bit, powers of two", "a7b7c0eb10756fad", "cc06cf94bad37fa4" },
        { "5 bits, asymmetric, one scale", "d237485e67fe4507", "154620a6c7f1acc6" },
        { "4 bits in groups", "0b7c0eb789873579", "3be929618bf232cf" },
        { "8 bits, 0.5 of the channels", "27c828895983234c", "fb4d72c08ee4df00" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Bytes_are_those_that_were_written_down(string name, string fast, string small)
    {
        var (weight, kind) = WeightOf(name);
        var recipe = new Recipe("My.Model", [weight, new WeightRecipe("b", [Outputs], WeightKind.Vector)], [], [.. Sections(kind)], []);
        var checkpoint = new Checkpoint([CheckpointTensor.Of("w", weight.Shape, Values(weight.Count, 1)), CheckpointTensor.Of("b", [Outputs], Values(Outputs, 2))]);
        string Hash(StorageMode mode) => StableHash.Of(Compressor.Compress(recipe, checkpoint, mode).Bytes) is var hash ? hash.ToString("x16", null) : "";
        Assert.Equal((fast, small), (Hash(StorageMode.Fast), Hash(StorageMode.Small)));
    }

    private static (WeightRecipe Weight, string Kind) WeightOf(string name)
    {
        WeightRecipe Of(int bits, double sparsity = 0, PrunePattern pattern = PrunePattern.Unstructured) => new("w", [Outputs, Inputs], WeightKind.Matrix, bits, sparsity, pattern);
        return name switch
        {
            "float" => (Of(32), "float-dot"),
            "8 bits" => (Of(8), "int8-dot"),
            "4 bits, 0.9 single weights" => (Of(4, 0.9), "int8-dot"),
            "3 bits, codebook, 0.5 of 2:4" => (Of(3, 0.5, PrunePattern.NM).PrunedBy(new PruneDetails(2, 4)).InCodebook(true), "int8-dot"),
            "2 bits, 0.75 blocks" => (Of(2, 0.75, PrunePattern.Block16x4), "int8-blocks"),
            "1 bit, powers of two" => (Of(1).On(new GridDetails(HasPowerOfTwoScales: true)), "int8-dot"),
            "5 bits, asymmetric, one scale" => (Of(5).On(new GridDetails(Granularity: Granularity.PerTensor, IsAsymmetric: true)), "int8-dot"),
            "4 bits in groups" => (Of(4).InGroups(32), "group-weights"),
            _ => (Of(8, 0.5, PrunePattern.Channels).Without(new ChannelAxis("w", Outputs, Outputs / 2), null), "int8-dot"),
        };
    }

    private static IEnumerable<Section> Sections(string kind)
    {
        yield return TinyModel.Section("Weights", kind, ("weight", "w"), ("tile", "2"));
        if (kind == "group-weights") yield return TinyModel.Section("Scale", "group-scale", ("weight", "w"), ("tile", "2"));
        else if (kind != "float-dot") yield return TinyModel.Section("Scale", "weight-scale", ("weight", "w"));
        yield return TinyModel.Section("Bias", "bias-float", ("weight", "w"), ("bias", "b"));
    }

    /// <summary>Numbers that need nothing but whole numbers and one division to make: the same everywhere.</summary>
    private static float[] Values(int count, uint seed)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            seed = (seed * 1664525) + 1013904223;
            values[i] = ((int)(seed >> 8) - (1 << 23)) / (float)(1 << 23);
        }

        return values;
    }
}
