using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Tests.House;

/// <summary>The house stays small: file, method and parameter counts of the product.</summary>
public sealed class SizeTests
{
    private const int MaxFileLines = 300;
    private const int MaxMethodLines = 40;
    private const int MaxParameters = 5;

    private static readonly string[] Product = ["src", "generator"];

    [Fact]
    public void No_file_is_longer_than_the_limit() =>
        AssertNone(Repository.Sources("src", "generator", "tests", "samples")
            .Select(f => (File: f, Lines: Repository.Read(f).Split('\n').Length - 1))
            .Where(f => f.Lines > MaxFileLines)
            .Select(f => $"{f.File}: {f.Lines} lines, the limit is {MaxFileLines}; split it by responsibility"));

    [Fact]
    public void One_type_a_file_named_for_it() =>
        AssertNone(Nodes<BaseTypeDeclarationSyntax>()
            .Where(n => n.Node.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
            .Where(n => Path.GetFileName(n.File).Split('.')[0] != n.Node.Identifier.Text)
            .Select(n => $"{n.File}: declares {n.Node.Identifier.Text}"));

    [Fact]
    public void No_method_is_longer_than_the_limit() =>
        AssertNone(Nodes<BaseMethodDeclarationSyntax>()
            .Select(n => (n.File, n.Node, Lines: LinesOf((SyntaxNode?)n.Node.Body ?? n.Node.ExpressionBody)))
            .Where(n => n.Lines > MaxMethodLines)
            .Select(n => $"{n.File}: {NameOf(n.Node)} has {n.Lines} lines, the limit is {MaxMethodLines}"));

    [Fact]
    public void No_method_takes_more_parameters_than_the_limit() =>
        AssertNone(Nodes<BaseMethodDeclarationSyntax>()
            .Where(n => n.Node is MethodDeclarationSyntax && n.Node.ParameterList.Parameters.Count > MaxParameters)
            .Where(n => !n.File.StartsWith("src/CompressDsl/Runtime/Lanes/", StringComparison.Ordinal)) // the shape of the instruction decides
            .Select(n => $"{n.File}: {NameOf(n.Node)} takes {n.Node.ParameterList.Parameters.Count}, the limit is {MaxParameters}; use a record"));

    [Fact]
    public void Nothing_is_left_unfinished() =>
        AssertNone(Repository.Sources("src", "generator", "samples")
            .Where(f => new[] { "NotImplemented" + "Exception", "TODO", "FIXME", "HACK" }.Any(Repository.Read(f).Contains))
            .Select(f => $"{f}: is left unfinished"));

    private static IEnumerable<(string File, T Node)> Nodes<T>()
        where T : SyntaxNode =>
        Repository.Sources(Product).SelectMany(f =>
            CSharpSyntaxTree.ParseText(Repository.Read(f)).GetRoot().DescendantNodes().OfType<T>().Select(n => (f, n)));

    private static int LinesOf(SyntaxNode? node)
    {
        if (node is null) return 0;
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string NameOf(BaseMethodDeclarationSyntax method) =>
        method is MethodDeclarationSyntax named ? named.Identifier.Text : method.Kind().ToString();

    private static void AssertNone(IEnumerable<string> complaints) => Assert.Empty(complaints);
}
