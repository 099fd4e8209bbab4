using System.Globalization;
using System.IO;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Frontend;

/// <summary>A declaration as a source file of its own, whose lines are still those of the file that it was written in.</summary>
internal static class BlockText
{
    /// <summary>The declaration with all usings that hold for it.</summary>
    /// <param name="declaration">Declaration of a type that stands in no other.</param>
    /// <param name="globalUsings">From <see cref="GlobalUsings"/>.</param>
    public static string Of(SyntaxNode declaration, IEnumerable<string> globalUsings)
    {
        var text = new StringBuilder();
        var tree = declaration.SyntaxTree;
        if (declaration.ContainsDirectives)
        {
            foreach (var symbol in tree.Options.PreprocessorSymbolNames) text.Append("#define ").Append(symbol).Append('\n');
        }

        var root = (CompilationUnitSyntax)tree.GetRoot();
        foreach (var line in globalUsings.Concat(root.Usings.Where(u => !IsGlobal(u)).Select(Text)).Distinct()) text.Append(line).Append('\n');
        var namespaces = declaration.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().ToList();
        foreach (var space in namespaces)
        {
            text.Append("namespace ").Append(space.Name.ToString()).Append("\n{\n");
            foreach (var line in space.Usings.Select(Text)) text.Append(line).Append('\n');
        }

        var first = tree.GetLineSpan(declaration.Span).StartLinePosition.Line + 1;
        text.Append("#line ").Append(first.ToString(CultureInfo.InvariantCulture)).Append(" \"").Append(Path.GetFileName(tree.FilePath)).Append("\"\n");
        text.Append(Plain(declaration)).Append('\n');
        foreach (var _ in namespaces) text.Append("}\n");
        return text.ToString();
    }

    /// <summary>The usings that hold in every file of a compilation.</summary>
    public static IReadOnlyList<string> GlobalUsings(Compilation compilation) =>
        [.. compilation.SyntaxTrees.SelectMany(t => ((CompilationUnitSyntax)t.GetRoot()).Usings).Where(IsGlobal).Select(Text).Distinct()];

    /// <summary>The text of a declaration, without what stands above it, with <c>\n</c> line ends.</summary>
    public static string Plain(SyntaxNode declaration) => declaration.ToString().Replace("\r\n", "\n");

    private static bool IsGlobal(UsingDirectiveSyntax directive) => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    private static string Text(UsingDirectiveSyntax directive) => directive.WithGlobalKeyword(default).WithoutTrivia().NormalizeWhitespace().ToString();
}
