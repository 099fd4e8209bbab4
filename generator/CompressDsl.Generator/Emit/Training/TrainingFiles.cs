using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using CompressDsl.Generator.Training;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>The files that a model gets when <c>CompressDsl.Training</c> is referenced.</summary>
internal static class TrainingFiles
{
    /// <summary>The network with its backward pass, and the loops around it.</summary>
    /// <exception cref="NotSupportedException">The network cannot be trained (an operator has no gradient).</exception>
    public static IEnumerable<GeneratedFile> Of(ModelSource model)
    {
        var graph = model.Declaration.Graph;
        var recipe = RecipeOf(model.Type.FullName, Passes.Compress(graph));
        var program = TrainingLowering.Lower(ReverseMode.Build(Prepare(graph, recipe))) with { Scalings = ScalingGroups.Of(graph) };
        if (!recipe.Weights.Select(w => w.Key).SequenceEqual(program.Parameters.Select(p => p.Parameter.Key)))
            throw new NotSupportedException("training and inference see different parameters");
        yield return new GeneratedFile(model.Type.HintName + ".Training.g.cs", new TrainingNetworkFile(model, program, recipe).Print());
        yield return new GeneratedFile(model.Type.HintName + ".Training.Loop.g.cs", new TrainingLoopFile(model).Print());
    }

    /// <summary>The network whose forward pass another engine runs in training.</summary>
    public static ModelGraph ForOtherEngine(ModelSource model) =>
        Prepare(model.Declaration.Graph, RecipeOf(model.Type.FullName, Passes.Compress(model.Declaration.Graph)));

    /// <summary>The network in the form in which it is trained: dropout and batch statistics, and the quantisation points of the compiled one.</summary>
    private static ModelGraph Prepare(ModelGraph graph, Recipe recipe)
    {
        var functions = FunctionPoints.Apply(WeightGroups.Apply(graph), key => recipe.Activations.Any(a => a.Key == key));
        return DeadValues.Remove(QuantizationPoints.Apply(ChannelsLast.Apply(GraphExpander.Expand(functions, forTraining: true)), _ => true));
    }

    /// <summary>What the attributes ask for, whatever the checkpoint at hand has.</summary>
    public static Recipe RecipeOf(string model, ModelGraph compressed) => new(
        model, RecipeWeights.Of(compressed),
        new EquatableArray<ActivationRecipe>(
            compressed.Nodes.Select(n => n.Operator).OfType<FakeQuantize>().Select(p => new ActivationRecipe(p.Key, p.Mode, p.Bits)).Distinct()),
        default, default);
}
