using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>The recipe's line for every parameter of a network.</summary>
internal static class RecipeWeights
{
    public static EquatableArray<WeightRecipe> Of(ModelGraph graph) =>
        new(graph.Parameters.Select(n => (Parameter)n.Operator).Select(p => new WeightRecipe(
            p.Key, new EquatableArray<int>((p.Storage?.Shape ?? p.Dense ?? p.Type.Shape).Dimensions.Select(d => d.Size)), p.Kind, p.Compression.Bits, p.Compression.Sparsity,
            p.Compression.Pattern, p.Compression.Scope, p.FoldedNorm, p.FoldedEpsilon).On(p.Compression.Grid).In(p.Storage?.Order).PrunedBy(p.Compression.Details).Without(p.RowChannels, p.ColumnChannels)));
}
