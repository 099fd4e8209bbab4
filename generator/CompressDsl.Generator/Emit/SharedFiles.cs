using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The files that the models of a compilation share.</summary>
internal static class SharedFiles
{
    /// <param name="environments">What the compilation offers to its models.</param>
    public static IEnumerable<GeneratedFile> Of(IEnumerable<ModelEnvironment> environments) => TorchSharp.TorchFiles.Shared(environments);
}
