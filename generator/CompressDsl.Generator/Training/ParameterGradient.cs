using CompressDsl.Core;

namespace CompressDsl.Generator.Training;

/// <summary>The gradient of one parameter of a training graph: the sum of <paramref name="Contributions"/>, one per use of the parameter.</summary>
/// <param name="Parameter">Id of the parameter's node.</param>
/// <param name="Contributions">Ids of nodes of the parameter's type; summed over the uses and over the samples of a batch.</param>
internal sealed record ParameterGradient(int Parameter, EquatableArray<int> Contributions);
