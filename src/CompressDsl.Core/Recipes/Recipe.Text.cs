using System.Text;

namespace CompressDsl.Core;

/// <content>The recipe as text.</content>
public sealed partial record Recipe
{
    /// <summary>
    /// The recipe as lines that <see cref="Parse"/> reads back to an equal recipe; the same text in every culture and on every runtime.
    /// </summary>
    /// <example><code>
    /// model MyApp.Student
    /// weight hidden.weight shape=300,784 kind=matrix bits=8 sparsity=0.9 pattern=block16x4 scope=global
    /// weight hidden.bias shape=300 kind=vector bits=32 sparsity=0 pattern=unstructured scope=global
    /// activation hidden.input mode=static
    /// section HiddenWeights int8-blocks weight=hidden.weight
    /// layer hidden macs=235200 kernel=int8-block16x4 keys=hidden.weight,hidden.bias : Linear 784 -> 300, Relu
    /// </code></example>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append("model ").Append(RecipeToken.Escape(Model)).Append('\n');
        AppendTraining(text);
        foreach (var section in Sections)
        {
            text.Append("section ").Append(RecipeToken.Escape(section.Name)).Append(' ').Append(RecipeToken.Escape(section.Kind));
            foreach (var setting in section.Settings) Append(text, RecipeToken.Escape(setting.Name), RecipeToken.Escape(setting.Value));
            text.Append('\n');
        }

        foreach (var layer in Layers)
        {
            text.Append("layer ").Append(RecipeToken.Escape(layer.Name));
            Append(text, "macs", InvariantText.Of(layer.Macs));
            Append(text, "kernel", RecipeToken.Escape(layer.Kernel));
            if (layer.Keys.Count > 0) Append(text, "keys", string.Join(",", layer.Keys.Select(RecipeToken.Escape)));
            text.Append(" : ").Append(RecipeToken.EscapeLine(layer.Description)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToText"/> writes; both kinds of line end are taken, empty lines are skipped.</summary>
    /// <exception cref="FormatException">A line is not understood; the message says which and why.</exception>
    public static Recipe Parse(string text) => new RecipeParser(text).Parse();

    /// <summary>
    /// The lines that decide how the network is trained (weights and activations): stored in the checkpoint, so that a build knows
    /// which of its masks and scales still hold.
    /// </summary>
    public string TrainingText
    {
        get
        {
            var text = new StringBuilder();
            AppendTraining(text);
            return text.ToString();
        }
    }

    /// <summary>Hash of <see cref="TrainingText"/>: two recipes with the same one deploy the same network from one checkpoint.</summary>
    public ulong Fingerprint => StableHash.Of(TrainingText);

    /// <summary>Hash of <see cref="ToText"/>: stands in the header of the packed model, so that code finds only bytes that were packed for it.</summary>
    public ulong PackedHash => StableHash.Of(ToText());

    private static void Append(StringBuilder text, string name, string value) => text.Append(' ').Append(name).Append('=').Append(value);

    private void AppendTraining(StringBuilder text)
    {
        foreach (var weight in Weights) AppendWeight(text, weight);
        foreach (var point in Activations)
        {
            text.Append("activation ").Append(RecipeToken.Escape(point.Key));
            Append(text, "mode", Word(point.Mode));
            if (point.Bits != 8) Append(text, "bits", InvariantText.Of(point.Bits));
            text.Append('\n');
        }
    }

    private static void AppendWeight(StringBuilder text, WeightRecipe weight)
    {
        text.Append("weight ").Append(RecipeToken.Escape(weight.Key));
        Append(text, "shape", string.Join(",", weight.Shape.Select(InvariantText.Of)));
        Append(text, "kind", Word(weight.Kind));
        Append(text, "bits", InvariantText.Of(weight.Bits));
        Append(text, "sparsity", InvariantText.Of(weight.Sparsity));
        Append(text, "pattern", Word(weight.Pattern));
        Append(text, "scope", Word(weight.Scope));
        if (weight.Details.M > 0) Append(text, "nm", GroupWord(weight.Details));
        if (weight.Details.Criterion != PruneCriterion.L1) Append(text, "criterion", Word(weight.Details.Criterion));
        if (weight.Details.Floor > 0) Append(text, "floor", InvariantText.Of(weight.Details.Floor));
        if (weight.Order is { } order) Append(text, "order", OrderWord(order));
        if (weight.RowChannels is { } rows) Append(text, "rows", ChannelWord(rows));
        if (weight.ColumnChannels is { } columns) Append(text, "columns", ChannelWord(columns));
        AppendGrid(text, weight.Grid);
        if (weight.FoldedNorm is not null) Append(text, "norm", RecipeToken.Escape(weight.FoldedNorm));
        if (weight.FoldedEpsilon != 0) Append(text, "epsilon", InvariantText.Of(weight.FoldedEpsilon));
        text.Append('\n');
    }

    private static void AppendGrid(StringBuilder text, GridDetails grid)
    {
        if (grid.GroupSize > 0) Append(text, "group", InvariantText.Of(grid.GroupSize));
        if (grid.HasCodebook) Append(text, "codebook", "1");
        if (grid.Granularity != Granularity.PerChannel) Append(text, "granularity", Word(grid.Granularity));
        if (grid.HasPowerOfTwoScales) Append(text, "power2", "1");
        if (grid.IsAsymmetric) Append(text, "asymmetric", "1");
    }

    /// <summary><c>view:axes</c>, and <c>:reversed:rowAxes</c> where these are not none and 1.</summary>
    private static string OrderWord(WeightOrder order)
    {
        static string List(EquatableArray<int> numbers) => string.Join(",", numbers.Select(InvariantText.Of));
        var word = $"{List(order.View)}:{List(order.Axes)}";
        return order.Reversed.Count == 0 && order.RowAxes == 1 ? word : $"{word}:{List(order.Reversed)}:{InvariantText.Of(order.RowAxes)}";
    }

    private static string GroupWord(PruneDetails details) => $"{InvariantText.Of(details.N)}:{InvariantText.Of(details.M)}";

    /// <summary><c>kept,channels,group</c>, and <c>,competing</c> where the channels of all groups compete.</summary>
    private static string ChannelWord(ChannelAxis axis) =>
        $"{InvariantText.Of(axis.Kept)},{InvariantText.Of(axis.Channels)},{RecipeToken.Escape(axis.Group)}{(axis.Competes ? "," + RecipeLine.Competing : "")}";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
