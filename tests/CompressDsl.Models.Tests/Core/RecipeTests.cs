using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class RecipeTests(ITestOutputHelper output)
{
    private static readonly Recipe Odd = new(
        "A.B<System.Int32, C[]>+D",
        [
            new WeightRecipe("with space,comma=%", [3, 4], WeightKind.Table, 4, 1.0 / 3, PrunePattern.Block16x4, PruneScope.Layer, "a norm", 1e-5),
            new WeightRecipe("scalar", [], WeightKind.Vector),
            new WeightRecipe("stat", [7], WeightKind.Statistic),
            new WeightRecipe("turned", [6, 2, 3], WeightKind.Matrix).In(new WeightOrder([2, 3, 2, 3], [0, 2, 3, 1], [3], 2)),
            new WeightRecipe("smaller", [4, 6], WeightKind.Matrix, 8, 0.5, PrunePattern.Channels).Without(new("first, of all", 4, 2), new("a", 3, 1)),
            new WeightRecipe("as many as stay", [4, 6], WeightKind.Matrix, 8, 0.5, PrunePattern.Channels).Without(new("first, of all", 4, 2, Competes: true), new("a", 3, 1)),
            new WeightRecipe("grouped", [3, 96], WeightKind.Matrix, 4).InGroups(32),
            new WeightRecipe("shared", [3, 96], WeightKind.Table, 5).InCodebook(true),
            new WeightRecipe("one scale", [3, 96], WeightKind.Table, 3).On(new() { Granularity = Granularity.PerTensor, HasPowerOfTwoScales = true, IsAsymmetric = true }),
            new WeightRecipe("some of eight", [4, 8], WeightKind.Matrix, 8, 0.75, PrunePattern.NM).PrunedBy(new PruneDetails(2, 8)),
            new WeightRecipe("measured", [4, 8], WeightKind.Matrix, 8, 0.75, PrunePattern.Rows, PruneScope.ErdosRenyi).PrunedBy(new PruneDetails(0, 0, PruneCriterion.Taylor, 0.05)),
            new WeightRecipe("moved", [2, 3], WeightKind.Matrix).In(new WeightOrder([2, 3], [1, 0])),
        ],
        [new ActivationRecipe("x.input", QuantizationMode.WeightOnly), new ActivationRecipe("y.input", QuantizationMode.Dynamic, 4)],
        [TinyModel.Section("Weights", "int8-dot", ("weight", "with space,comma=%"), ("tile", "4")), TinyModel.Section("Empty", "grid"), TinyModel.Section("E", "k", ("a", ""))],
        [new LayerPlan("x", "Linear 3 -> 4 : Relu, 100 %\nnext", ["a", "b c"], long.MaxValue, "int8"), new LayerPlan("y", "", [], 0, "none")]);

    [Fact]
    public void Text_reads_back_to_an_equal_recipe()
    {
        foreach (var recipe in new[] { Odd, TinyModel.Recipe(), TinyModel.Recipe(bits: 32, sparsity: 0), new Recipe("M", [], [], [], []) })
        {
            output.WriteLine(recipe.ToText());
            var back = Recipe.Parse(recipe.ToText());
            Assert.Equal(recipe, back);
            Assert.Equal(recipe.ToText(), back.ToText());
            Assert.Equal(recipe, Recipe.Parse(recipe.ToText().Replace("\n", "\r\n\r\n")));
        }
    }

    [Fact]
    public void An_order_is_undone_and_may_run_backwards()
    {
        var order = new WeightOrder([2, 3, 2, 3], [0, 2, 3, 1], [3], 2);
        var stored = Enumerable.Range(0, order.Count).ToArray();
        var arranged = order.Arrange(stored);
        Assert.Equal(stored, order.Restore(arranged));
        Assert.Equal(4, order.Rows);
        Assert.Equal([2, 8, 14, 1, 7, 13, 0, 6, 12], arranged.Take(9));
        Assert.False(new WeightOrder([2, 3], [1, 0], [2]).IsValid);
        Assert.False(new WeightOrder([2, 3], [1, 0], default, 3).IsValid);
    }

    [Fact]
    public void The_line_format_is_the_documented_one() => Assert.Equal(
        """
        weight fc0.weight shape=21,13 kind=matrix bits=8 sparsity=0.5 pattern=block16x4 scope=global
        weight fc0.bias shape=21 kind=vector bits=32 sparsity=0 pattern=unstructured scope=global

        """.ReplaceLineEndings("\n"),
        string.Concat(TinyModel.Recipe().TrainingText.Split('\n').Take(2).Select(l => l + "\n")));

    [Fact]
    public void The_fingerprint_covers_weights_and_activations_only()
    {
        var recipe = TinyModel.Recipe();
        Assert.Equal(recipe.Fingerprint, (recipe with { Sections = [], Layers = [] }).Fingerprint);
        Assert.NotEqual(recipe.PackedHash, (recipe with { Sections = [] }).PackedHash);
        Assert.NotEqual(recipe.Fingerprint, TinyModel.Recipe(bits: 4).Fingerprint);
        Assert.NotEqual(recipe.Fingerprint, (recipe with { Activations = [] }).Fingerprint);
        Assert.Equal(0xaf63dc4c8601ec8cUL, StableHash.Of("a"));
    }

    [Fact]
    public void Differences_are_in_the_users_words()
    {
        var model = TinyModel.Recipe(bits: 4, sparsity: 0.25);
        var stored = TinyModel.Recipe() with { Activations = [new ActivationRecipe("fc0.input", QuantizationMode.Dynamic), new ActivationRecipe("old", QuantizationMode.Static)] };
        stored = stored with { Weights = new EquatableArray<WeightRecipe>(stored.Weights.Skip(1).Append(new WeightRecipe("gone", [1], WeightKind.Vector))) };
        var differences = model.Differences(stored.TrainingText);
        Assert.Contains("fc0.weight: not in the checkpoint's recipe", differences);
        Assert.Contains("fc1.weight: bits 8 in the checkpoint, 4 in the model", differences);
        Assert.Contains("fc1.weight: sparsity 0.5 in the checkpoint, 0.25 in the model", differences);
        Assert.Contains("gone: not in the model", differences);
        Assert.Contains("fc0.input: dynamic in the checkpoint, static in the model", differences);
        Assert.Contains("fc1.input: not quantised in the checkpoint, static in the model", differences);
        Assert.Contains("old: static in the checkpoint, not quantised in the model", differences);
        var grouped = model with { Weights = new EquatableArray<WeightRecipe>(model.Weights.Select(w => w.InGroups(32))) };
        Assert.Contains("fc1.weight: group size 0 in the checkpoint, 32 in the model", grouped.Differences(model.TrainingText));
        var shared = model with { Weights = new EquatableArray<WeightRecipe>(model.Weights.Select(w => w.InCodebook(true))) };
        Assert.Contains("fc1.weight: codebook no in the checkpoint, yes in the model", shared.Differences(model.TrainingText));
        var other = model with { Weights = new EquatableArray<WeightRecipe>(model.Weights.Select(w => w.On(new() { Granularity = Granularity.PerTensor, HasPowerOfTwoScales = true, IsAsymmetric = true }))) };
        Assert.Equal(
            ["granularity perchannel in the checkpoint, pertensor in the model", "power-of-two scales no in the checkpoint, yes in the model", "symmetric yes in the checkpoint, no in the model"],
            other.Differences(model.TrainingText).Where(d => d.StartsWith("fc1.weight", StringComparison.Ordinal)).Select(d => d["fc1.weight: ".Length..]));
        var coarse = model with { Activations = new EquatableArray<ActivationRecipe>(model.Activations.Select(a => a with { Bits = 5 })) };
        Assert.Equal(model.Activations.Select(a => $"{a.Key}: 8 bits in the checkpoint, 5 in the model"), coarse.Differences(model.TrainingText));
        Assert.Empty(model.Differences(model.TrainingText));
        Assert.Single(model.Differences("nonsense here"));
    }

    [Fact]
    public void Another_pattern_of_groups_is_a_difference()
    {
        static Recipe Of(int n, int m) => new("M", [new WeightRecipe("w", [4, 8], WeightKind.Matrix, 8, 0.5, PrunePattern.NM).PrunedBy(new(n, m))], [], [], []);
        Assert.Equal(["w: N:M 2:4 in the checkpoint, 4:8 in the model"], Of(4, 8).Differences(Of(2, 4).TrainingText));
        Assert.Contains(" nm=2:4", Of(2, 4).TrainingText);
        Assert.DoesNotContain(" nm=", TinyModel.Recipe().TrainingText);
    }

    [Fact]
    public void Another_criterion_or_floor_is_a_difference()
    {
        var model = TinyModel.Recipe();
        var other = model with { Weights = new EquatableArray<WeightRecipe>(model.Weights.Select(w => w.PrunedBy(new PruneDetails(0, 0, PruneCriterion.Wanda, 0.25)))) };
        Assert.Contains("fc1.weight: criterion wanda in the checkpoint, l1 in the model", model.Differences(other.TrainingText));
        Assert.Contains("fc1.weight: floor 0 in the checkpoint, 0.25 in the model", other.Differences(model.TrainingText));
        Assert.DoesNotContain("criterion", model.TrainingText);
    }

    [Theory]
    [InlineData("weight")]
    [InlineData("weight w")]
    [InlineData("weight w shape=2 kind=fancy bits=8 sparsity=0 pattern=unstructured scope=global")]
    [InlineData("weight w shape=2,x kind=matrix bits=8 sparsity=0 pattern=unstructured scope=global")]
    [InlineData("weight w shape=65536,65536 kind=matrix bits=8 sparsity=0 pattern=unstructured scope=global")]
    [InlineData("weight w shape=2 kind=matrix bits=8 sparsity=x pattern=unstructured scope=global")]
    [InlineData("weight w shape=2 kind=matrix bits=8 sparsity=0.5 pattern=nm scope=global nm=4:2")]
    [InlineData("weight w shape=2 kind=matrix bits=8 sparsity=0.5 pattern=nm scope=global nm=2")]
    [InlineData("weight w shape=2 kind=matrix bits=8 sparsity=0.5 pattern=rows scope=global floor=1")]
    [InlineData("weight w shape=2 kind=matrix bits=8 sparsity=0.5 pattern=rows scope=global criterion=best")]
    [InlineData("weight w%00 shape=2 kind=matrix bits=8 sparsity=0 pattern=unstructured scope=global")]
    [InlineData("section s")]
    [InlineData("section s kind setting")]
    [InlineData("layer l macs=1 kernel=k")]
    [InlineData("surprise x")]
    public void Nonsense_is_a_format_exception_with_the_line(string line) =>
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => Recipe.Parse("model M\n" + line)).Message);

    [Fact]
    public void Random_damage_gives_nothing_but_format_exceptions()
    {
        var random = Seeded.Random(output);
        var text = Odd.ToText() + TinyModel.Recipe().ToText();
        for (var i = 0; i < 2000; i++)
        {
            var damaged = text.ToCharArray();
            for (var n = random.Next(1, 8); n > 0; n--) damaged[random.Next(damaged.Length)] = "%=, \n0:-e"[random.Next(9)];
            Record(() => Recipe.Parse(new string(damaged)));
        }
    }

    [Fact]
    public void A_sidecar_order_survives_as_comments()
    {
        foreach (var order in new[] { new Sidecar("Student.packed", Odd), new Sidecar("Student.packed", Odd, "some where/Student.weights.txt", StorageMode.Small) })
        {
            var source = "// <auto-generated/>\n" + order.ToText() + "namespace X;\n";
            Assert.True(Sidecar.IsSidecar(source));
            Assert.Equal(order, Sidecar.Parse(source.Replace("\n", "\r\n")));
        }

        Assert.Equal(["Tests.Tiny.weights.txt", "Tiny.weights.txt"], new Sidecar("x", TinyModel.Recipe()).Sources);
        Assert.Throws<FormatException>(() => Sidecar.Parse("//! model M"));
    }

    private static void Record(Action action)
    {
        try
        {
            action();
        }
        catch (FormatException)
        {
        }
    }
}
