using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>What is known of a model that has errors: enough for its members, not for its code.</summary>
/// <param name="Type">The class.</param>
/// <param name="Inputs">In the order of Forward's parameters.</param>
/// <param name="Outputs">In the order of Forward's results; varying where any input is, because their shapes are not known.</param>
/// <param name="HasTraining">Whether <c>CompressDsl.Training</c> is referenced.</param>
/// <param name="HasTeacher">Whether there is a <c>[Distill]</c>.</param>
internal sealed record ModelOutline(
    TypeDeclaration Type, EquatableArray<PortOutline> Inputs, EquatableArray<PortOutline> Outputs, bool HasTraining, bool HasTeacher)
{
    /// <summary>Whether TorchSharp is referenced.</summary>
    public bool HasTorchSharp { get; init; }

    /// <summary>The outline of a model that was read, and then could not be compiled.</summary>
    public static ModelOutline Of(ModelDeclaration model) => new(
        model.Type,
        new EquatableArray<PortOutline>(model.InputNames.Select((name, i) => Port(name, model.InputType(i)))),
        new EquatableArray<PortOutline>(model.OutputNames.Select((name, i) => Port(name, model.OutputType(i)))),
        model.Environment.HasTraining, model.Distillation is not null)
    {
        HasTorchSharp = model.Environment.HasTorchSharp,
    };

    private static PortOutline Port(string name, TensorType type) => new(name, type.Element == ElementType.Int32, type.Shape.Named is not null);
}
