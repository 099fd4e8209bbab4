namespace CompressDsl.Core;

/// <summary>
/// Everything the compressor has to know about a model: printable as text, so that the generator, the build tool and
/// <c>Load</c> at run time hand the same recipe to the same compressor.
/// </summary>
/// <param name="Model">Full type name of the model.</param>
/// <param name="Weights">One entry per parameter tensor, in the order of the graph.</param>
/// <param name="Activations">The quantisation points.</param>
/// <param name="Sections">The blocks of the packed model, in order.</param>
/// <param name="Layers">Lines of the report.</param>
public sealed partial record Recipe(
    string Model,
    EquatableArray<WeightRecipe> Weights,
    EquatableArray<ActivationRecipe> Activations,
    EquatableArray<Section> Sections,
    EquatableArray<LayerPlan> Layers);
