using CompressDsl.Generator.Tests.Frontend;
using CompressDsl.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>Compilations that reference the training library and, by its declarations, TorchSharp.</summary>
internal static class TorchApi
{
    private static readonly MetadataReference Training = MetadataReference.CreateFromFile(typeof(TrainingOptions).Assembly.Location);

    private static readonly Lazy<MetadataReference> Torch = new(() =>
    {
        var tree = CSharpSyntaxTree.ParseText(Repository.Read("tests/Shared/TorchSharpApi.txt"), Dsl.ParseOptions);
        return Image(CSharpCompilation.Create("TorchSharp", [tree], Dsl.Compile().References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
    });

    /// <summary>The sources in a project with TorchSharp.</summary>
    public static CSharpCompilation With(params string[] sources) => Without(sources).AddReferences(Torch.Value);

    /// <summary>The sources in a project without it.</summary>
    public static CSharpCompilation Without(params string[] sources) => Dsl.Compile(sources).AddReferences(Training);

    private static MetadataReference Image(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(10)));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
