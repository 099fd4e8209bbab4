using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Emit;

/// <summary>Everything that the files of one model are printed from.</summary>
/// <param name="Declaration">The class.</param>
/// <param name="Program">Its compressed kernels.</param>
/// <param name="FloatProgram">The uncompressed ones; null where nothing is compressed.</param>
/// <param name="Weights">The packed checkpoint, or null.</param>
internal sealed record ModelSource(ModelDeclaration Declaration, KernelProgram Program, KernelProgram? FloatProgram, CompressedModel? Weights)
{
    public TypeDeclaration Type => Declaration.Type;

    /// <summary>The parameters of Infer: inputs, then outputs.</summary>
    public IReadOnlyList<PortText> Ports { get; } = PortText.Of(Declaration, Program);

    public IEnumerable<PortText> Inputs => Ports.Where(p => !p.IsOutput);

    public IEnumerable<PortText> Outputs => Ports.Where(p => p.IsOutput);

    /// <summary>Name of the file beside the assembly, for packed weights that do not fit into it.</summary>
    public string SidecarName => Type.HintName + ".packed";
}
