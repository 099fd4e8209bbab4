using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>A model's own loss.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Graph">From its parameters to one number.</param>
/// <param name="Inputs">Names of its parameters, as <see cref="ModelGraph.Inputs"/>: <c>outputs</c>, <c>targets</c>, <c>teacher</c>.</param>
internal sealed record LossDeclaration(string Method, ModelGraph Graph, EquatableArray<string> Inputs)
{
    public const string Outputs = "outputs";
    public const string Targets = "targets";
    public const string Teacher = "teacher";
}
