using CompressDsl.Core;

namespace CompressDsl.Models.Tests.Core;

/// <summary>One weight <c>w</c> with bias <c>b</c> and norm <c>norm</c>, two activations <c>a</c> and <c>next</c>; packs one section at a time.</summary>
internal sealed class PackingFixture(Random random)
{
    public const float Min = -1f;
    public const float Max = 1.5f;
    public const float NextMax = 6f;

    private Recipe recipe = new("M", [], [], [], []);
    private Checkpoint checkpoint = new([]);

    public float[] Raw(string key) => checkpoint[key].ToFloats();

    public PackingFixture Matrix(int outputs, int inputs, double sparsity = 0, string? norm = null, float? constant = null) =>
        Build(new WeightRecipe("w", [outputs, inputs], WeightKind.Matrix, 8, sparsity, PrunePattern.Block16x4, FoldedNorm: norm, FoldedEpsilon: norm is null ? 0 : 0.001), constant);

    public PackingFixture Table(int tokens, int dimensions, double sparsity) =>
        Build(new WeightRecipe("w", [tokens, dimensions], WeightKind.Table, 8, sparsity, PrunePattern.Block16x4), null);

    public byte[] Bytes(string kind, params (string Name, string Value)[] settings)
    {
        var one = recipe with { Sections = [TinyModel.Section("S", kind, settings)] };
        var model = Compressor.Compress(one, checkpoint);
        var bytes = SectionPacker.Of(kind).Pack(one.Sections[0], new CompressionContext(one, checkpoint)).Bytes;
        Assert.Equal(bytes, model.Loaded[model.Offsets[0]..(model.Offsets[0] + bytes.Length)]);
        return bytes;
    }

    public float[] Floats(string kind, params (string Name, string Value)[] settings)
    {
        var bytes = Bytes(kind, settings);
        return Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToSingle(bytes, 4 * i)).ToArray();
    }

    public static int[] Ints(byte[] bytes, int count) => Enumerable.Range(0, count).Select(i => BitConverter.ToInt32(bytes, 4 * i)).ToArray();

    public static int Align(int bytes) => (bytes + 63) / 64 * 64;

    /// <summary>The deployed integer; 0 in the padding.</summary>
    public sbyte Q(int row, int column) => IsInside(row, column) ? Weight.Quantized![(row * Weight.Columns) + column] : (sbyte)0;

    /// <summary>The deployed value; 0 in the padding.</summary>
    public float At(int row, int column) =>
        IsInside(row, column) ? Q(row, column) * Weight.Scales![Weight.Recipe.Kind == WeightKind.Table ? column : row] : 0;

    public float Scale(int channel) => channel < Weight.Scales!.Length ? Weight.Scales[channel] : 0;

    public float Bias(int n) => Raw("b")[n];

    private PreparedWeight Weight => field ??= new CompressionContext(recipe, checkpoint).Weight("w");

    private bool IsInside(int row, int column) => row < Weight.Rows && column < Weight.Columns;

    private PackingFixture Build(WeightRecipe weight, float? constant)
    {
        var n = weight.Shape[0];
        var values = constant is { } c ? Enumerable.Repeat(c, weight.Count).ToArray() : random.Floats(weight.Count);
        WeightRecipe Vector(string key) => new(key, [n], key.Contains("running") ? WeightKind.Statistic : WeightKind.Vector);
        string[] vectors = ["b", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var"];
        recipe = new Recipe(
            "M", new EquatableArray<WeightRecipe>(vectors.Select(Vector).Prepend(weight)),
            [new ActivationRecipe("a", QuantizationMode.Static), new ActivationRecipe("next", QuantizationMode.Static)], [], []);
        checkpoint = new Checkpoint(
        [
            CheckpointTensor.Of("w", weight.Shape, values), .. vectors.Select(v => CheckpointTensor.Of(v, [n], random.Floats(n).Select(f => v.EndsWith("var") ? Math.Abs(f) : f).ToArray())),
            CheckpointTensor.Of("a.range", [2], [Min, Max]), CheckpointTensor.Of("next.range", [2], [0, NextMax]),
        ]);
        return this;
    }
}
