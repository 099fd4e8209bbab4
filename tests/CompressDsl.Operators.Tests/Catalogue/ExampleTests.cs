using CompressDsl.Generator.Operators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>The examples in the docs compile, and the DSL cannot be run by mistake.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Examples_compile()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var sources = OperatorCatalogue.All.Select(d => CSharpSyntaxTree.ParseText(
            $"using CompressDsl; using static CompressDsl.Functional;\nsealed class {d.Name}Example\n{{\n{d.Example}\n}}", path: d.Name));
        var compilation = CSharpCompilation.Create(
            "Examples", sources, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
    }

    [Fact]
    public void Calls_outside_the_compiler_are_refused()
    {
        Assert.Contains("cannot be run", Assert.Throws<InvalidOperationException>(() => Functional.Relu(null!)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Functional.Concat(0));
        Assert.Throws<InvalidOperationException>(() => new Linear(3, 4).Forward(null!));
    }
}
