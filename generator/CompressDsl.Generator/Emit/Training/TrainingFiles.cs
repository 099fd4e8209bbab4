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
        var program = Lower(model.Declaration, recipe) with { Scalings = ScalingGroups.Of(graph) };
        if (!recipe.Weights.Select(w => w.Key).SequenceEqual(program.Parameters.Select(p => p.Parameter.Key)))
            throw new NotSupportedException("training and inference see different parameters");
        yield return new GeneratedFile(model.Type.HintName + ".Training.g.cs", new TrainingNetworkFile(model, program, recipe).Print());
        yield return new GeneratedFile(model.Type.HintName + ".Training.Loop.g.cs", new TrainingLoopFile(model).Print());
        yield return new GeneratedFile(model.Type.HintName + ".Training.Times.g.cs", new TimedSessionFile(model).Print());
    }

    /// <summary>Forward and backward pass, with the values that hints compare behind the outputs.</summary>
    private static TrainingProgram Lower(ModelDeclaration model, Recipe recipe)
    {
        var features = Feature.Of(model);
        var (outputs, given) = (model.Graph.Outputs.Count, OwnLoss.InputsOf(model.Loss));
        var first = outputs + (model.Loss is null ? 0 : 1);
        var graph = ReverseMode.Build(Prepare(model, recipe, features), first + features.Count(f => f.IsLearned));
        var program = TrainingLowering.Lower(graph with { Features = features.Count, LossInputs = given.Count });
        int? GivenAt(string name) => given.Contains(name) ? program.LossInputs[given.ToList().IndexOf(name)] : null;
        return program with
        {
            Features = new EquatableArray<FeatureSlot>(features.Select((f, i) => new FeatureSlot(
                f.Field, FeatureShape.Of(model.Graph.Nodes.First(n => n.Name == f.Edge).Type)!, program.Outputs[first + i],
                f.IsLearned ? program.OutputGradients[first + i] : null))),
            Loss = model.Loss is null ? null : new LossSlots(
                program.Outputs[outputs], program.OutputGradients[outputs], GivenAt(LossDeclaration.Targets), GivenAt(LossDeclaration.Teacher), OwnLoss.Fingerprint(model.Loss.Graph)),
        };
    }

    /// <summary>The network whose forward pass another engine runs in training.</summary>
    public static ModelGraph ForOtherEngine(ModelSource model) =>
        Expand(WithPoints(model.Declaration.Graph, RecipeOf(model.Type.FullName, Passes.Compress(model.Declaration.Graph))));

    /// <summary>The network in the form in which it is trained: dropout and batch statistics, and the quantisation points of the compiled one.</summary>
    private static ModelGraph Prepare(ModelDeclaration model, Recipe recipe, IReadOnlyList<Feature> features) =>
        Expand(Feature.HandOut(OwnLoss.Append(WithPoints(model.Graph, recipe), model.Loss), features));

    private static ModelGraph WithPoints(ModelGraph graph, Recipe recipe) =>
        FunctionPoints.Apply(AsymmetricWeights.Apply(WeightGroups.Apply(graph)), key => recipe.Activations.Any(a => a.Key == key));

    private static ModelGraph Expand(ModelGraph graph) =>
        DeadValues.Remove(QuantizationPoints.Apply(ChannelsLast.Apply(GraphExpander.Expand(graph, forTraining: true)), _ => true));

    /// <summary>What the attributes ask for, whatever the checkpoint at hand has.</summary>
    public static Recipe RecipeOf(string model, ModelGraph compressed) => new(
        model, RecipeWeights.Of(compressed),
        new EquatableArray<ActivationRecipe>(
            compressed.Nodes.Select(n => n.Operator).OfType<FakeQuantize>().Select(p => new ActivationRecipe(p.Key, p.Mode, p.Bits)).Distinct()),
        default, default);
}
