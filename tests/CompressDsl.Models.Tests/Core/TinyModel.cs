using CompressDsl.Core;

namespace CompressDsl.Models.Tests.Core;

/// <summary>A three-layer network (13 -> 21 -> 18 -> 5, ragged on purpose) and checkpoints for it.</summary>
internal static class TinyModel
{
    public static readonly int[] Widths = [13, 21, 18, 5];

    public static string Weight(int layer) => $"fc{layer}.weight";

    public static string Bias(int layer) => $"fc{layer}.bias";

    public static string Point(int layer) => $"fc{layer}.input";

    public static Recipe Recipe(int bits = 8, double sparsity = 0.5, PrunePattern pattern = PrunePattern.Block16x4)
    {
        var weights = new List<WeightRecipe>();
        var activations = new List<ActivationRecipe>();
        var sections = new List<Section>();
        var layers = new List<LayerPlan>();
        for (var i = 0; i < 3; i++)
        {
            weights.Add(new WeightRecipe(Weight(i), [Widths[i + 1], Widths[i]], WeightKind.Matrix, bits, sparsity, pattern));
            weights.Add(new WeightRecipe(Bias(i), [Widths[i + 1]], WeightKind.Vector));
            activations.Add(new ActivationRecipe(Point(i), QuantizationMode.Static));
            sections.AddRange(Sections(i, bits));
            layers.Add(new LayerPlan(
                $"fc{i}", $"Linear {Widths[i]} -> {Widths[i + 1]}", [Weight(i), Bias(i)], Widths[i] * Widths[i + 1], bits < 32 ? "int8-block16x4" : "float"));
        }

        if (bits < 32) sections.Add(Section("Chains", "chains", ("of", "Fc0Weights"), ("of", "Fc1Weights"), ("of", "Fc2Weights")));
        return new Recipe(
            "Tests.Tiny", new EquatableArray<WeightRecipe>(weights), new EquatableArray<ActivationRecipe>(activations),
            new EquatableArray<Section>(sections), new EquatableArray<LayerPlan>(layers));
    }

    public static Checkpoint Checkpoint(Random random, bool ranges = true)
    {
        var tensors = new List<CheckpointTensor>();
        for (var i = 0; i < 3; i++)
        {
            tensors.Add(CheckpointTensor.Of(Weight(i), [Widths[i + 1], Widths[i]], random.Floats(Widths[i] * Widths[i + 1])));
            tensors.Add(CheckpointTensor.Of(Bias(i), [Widths[i + 1]], random.Floats(Widths[i + 1])));
            if (ranges) tensors.Add(CheckpointTensor.Of(Point(i) + ".range", [2], [-0.25f * i, 1 + i]));
        }

        return new Checkpoint(tensors);
    }

    public static Section Section(string name, string kind, params (string Name, string Value)[] settings) =>
        new(name, kind, new EquatableArray<Setting>(settings.Select(s => new Setting(s.Name, s.Value))));

    private static IEnumerable<Section> Sections(int i, int bits)
    {
        if (bits == 32)
        {
            yield return Section($"Fc{i}Weights", "float-dot", ("weight", Weight(i)), ("tile", "2"));
            yield return Section($"Fc{i}Bias", "bias-float", ("weight", Weight(i)), ("bias", Bias(i)));
            yield break;
        }

        yield return Section($"Fc{i}Grid", "grid", ("activation", Point(i)), ("low", "0"));
        yield return Section($"Fc{i}Weights", i == 1 ? "int8-dot" : "int8-blocks", ("weight", Weight(i)), ("tile", "1"));
        yield return Section($"Fc{i}Bias", "dot-bias", ("weight", Weight(i)), ("bias", Bias(i)), ("activation", Point(i)));
        yield return Section($"Fc{i}Scale", "dot-scale", ("weight", Weight(i)), ("activation", Point(i)));
    }
}
