using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Weights;

/// <summary>A model and the checkpoints that name it.</summary>
internal sealed record ModelInput(ModelDeclaration Declaration, EquatableArray<ModelWeights> Checkpoints)
{
    /// <summary>Takes the checkpoints of the model out of all of the project.</summary>
    public static ModelInput Match(ModelDeclaration declaration, IEnumerable<ModelWeights> weights) =>
        new(declaration, new EquatableArray<ModelWeights>(weights.Where(w => IsOf(w, declaration.Type.FullName))));

    /// <summary>Whether a checkpoint names this model: by its full name, or by its class name alone.</summary>
    public static bool IsOf(ModelWeights weights, string fullName) =>
        weights.Model == fullName || (weights.Model.IndexOf('.') < 0 && fullName.EndsWith("." + weights.Model, StringComparison.Ordinal));
}
