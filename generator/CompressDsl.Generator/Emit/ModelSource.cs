using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Emit;

/// <summary>Everything that the files of one model are printed from.</summary>
/// <param name="Declaration">The class.</param>
/// <param name="Program">Its compressed kernels.</param>
/// <param name="FloatProgram">Those with float weights and activations; null where nothing is quantised.</param>
/// <param name="Weights">The packed checkpoint, or null.</param>
internal sealed record ModelSource(ModelDeclaration Declaration, KernelProgram Program, KernelProgram? FloatProgram, CompressedModel? Weights)
{
    public TypeDeclaration Type => Declaration.Type;

    /// <summary>The parameters of Infer: inputs, then outputs.</summary>
    public IReadOnlyList<PortText> Ports { get; } = PortText.Of(Declaration, Program);

    /// <summary>The parameters of Infer for a model some of whose results are indices; null where there are none.</summary>
    public IReadOnlyList<PortText>? IndexPorts => Declaration.Indices.Count == 0 ? null : Ports.Select(WithIndices).ToList();

    public IEnumerable<PortText> Inputs => Ports.Where(p => !p.IsOutput);

    public IEnumerable<PortText> Outputs => Ports.Where(p => p.IsOutput);

    private PortText WithIndices(PortText port, int number)
    {
        var index = Declaration.Indices.FirstOrDefault(i => port.IsOutput && i.Output == number - Declaration.InputNames.Count);
        return index is null ? port : port with { Buffer = port.Buffer with { Element = BufferElement.Int32, Shape = index.Type.Shape } };
    }

    /// <summary>Name of the file beside the assembly, for packed weights that do not fit into it.</summary>
    public string SidecarName => Type.HintName + ".packed";
}
