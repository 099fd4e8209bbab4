using System.Globalization;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Frontend;

/// <summary>Checks what has to hold for a class so that code can be added to it.</summary>
internal static class DeclarationChecks
{
    public static void Report(Reading reading, INamedTypeSymbol type, ModelEnvironment environment, int oldestLanguage)
    {
        Partial(reading, type);
        Kind(reading, type);
        var name = ModelReader.NameOf(type);
        if (environment.LanguageVersion < oldestLanguage)
        {
            var version = (environment.LanguageVersion / 100.0).ToString("0.#", CultureInfo.InvariantCulture);
            Refuse(reading, ProblemId.LanguageTooOld, name, type.Name, version);
        }

        if (!environment.AllowsUnsafe) Refuse(reading, ProblemId.UnsafeOff, name, type.Name);
        var forwards = ModelReader.Forwards(type).ToArray();
        if (forwards.Length < 2) return;
        var count = forwards.Length.ToString(CultureInfo.InvariantCulture);
        Refuse(reading, ProblemId.SeveralForward, reading.At(forwards[1].Locations[0]), type.Name, count);
    }

    private static void Partial(Reading reading, INamedTypeSymbol type)
    {
        foreach (var t in TypeDeclarations.Containers(type))
        {
            foreach (var reference in t.DeclaringSyntaxReferences.Take(1))
            {
                if (reference.GetSyntax() is not TypeDeclarationSyntax syntax || syntax.Modifiers.Any(SyntaxKind.PartialKeyword)) continue;
                Refuse(reading, ProblemId.NotPartial, Places.Of(syntax.Identifier.GetLocation()), t.Name, TypeDeclarations.Keyword(t));
            }
        }
    }

    private static void Kind(Reading reading, INamedTypeSymbol type)
    {
        var reason = type switch
        {
            { TypeKind: not TypeKind.Class } => $"a {TypeDeclarations.Keyword(type)} is not a class",
            { IsStatic: true } => "a static class has no layers of its own; make it 'sealed partial'",
            { IsFileLocal: true } => "no other file can add to a 'file' class; make it internal",
            _ => null,
        };
        if (reason is not null) Refuse(reading, ProblemId.NotAClass, ModelReader.NameOf(type), type.Name, reason);
    }

    private static void Refuse(Reading reading, string id, SourceSpan place, params string[] arguments)
    {
        reading.Fail();
        reading.Warn(id, place, arguments);
    }
}
