using System.Threading;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads model classes: those around a parameter with <c>[Input]</c>, and those that inherit such a <c>Forward</c>.</summary>
internal static class ModelReader
{
    /// <summary>
    /// Reads the class of <paramref name="parameter"/>; null when another parameter stands for the same class. Never throws but for
    /// cancellation: what goes wrong here is a problem of this model only.
    /// </summary>
    public static ModelReading? Read(IParameterSymbol parameter, Compilation compilation, CancellationToken cancellation)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: "Forward" } method)
        {
            return Misplaced(parameter);
        }

        var type = method.ContainingType;
        return !IsFirst(parameter, type) || type.IsAbstract ? null : Read(type, compilation, cancellation);
    }

    /// <summary>
    /// Reads a class that inherits its Forward; null when it does not, or when another of its declarations stands for it. Never throws but
    /// for cancellation.
    /// </summary>
    public static ModelReading? ReadDerived(INamedTypeSymbol declared, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation)
    {
        var type = LibraryBlocks.Of(compilation).Find(declared);
        if (type.BaseType is not { SpecialType: SpecialType.None } || type.IsAbstract || OwnForwards(type).Any() || !Forwards(type).Any()) return null;
        var first = type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).FirstOrDefault(Providers.MayInherit);
        return first == declaration ? Read(declared, compilation, cancellation) : null;
    }

    private static ModelReading Read(INamedTypeSymbol declared, Compilation compilation, CancellationToken cancellation)
    {
        var libraries = LibraryBlocks.Of(compilation);
        var type = libraries.Find(declared);
        var reading = new Reading(type, libraries, cancellation);
        var declaration = Guard(reading, type, () => new ModelDeclarationReader(reading, type).Read());
        return new ModelReading(
            reading.Failed ? null : declaration,
            new EquatableArray<Problem>(reading.Problems),
            reading.Spans.Build(TypeDeclarations.FullName(type), NameOf(type)))
        {
            Outline = reading.Failed || declaration is null ? OutlineReader.Read(type, compilation) : null,
        };
    }

    /// <summary>The network of a class without what is only checked once per class; null when it has none or it cannot be read.</summary>
    public static ModelGraph? ReadGraph(INamedTypeSymbol type, LibraryBlocks libraries, CancellationToken cancellation) =>
        ReadNetwork(type, libraries, cancellation)?.Graph;

    /// <summary>As <see cref="ReadGraph"/>, with the fields.</summary>
    public static ModelDeclaration? ReadNetwork(INamedTypeSymbol type, LibraryBlocks libraries, CancellationToken cancellation)
    {
        var reading = new Reading(type, libraries, cancellation);
        var declaration = Guard(reading, type, () => new ModelDeclarationReader(reading, type).ReadNetwork());
        return reading.Failed ? null : declaration;
    }

    /// <summary>The class's name in its first declaration.</summary>
    public static SourceSpan NameOf(ISymbol symbol) => Places.Of(symbol.Locations[0]);

    private static T? Guard<T>(Reading reading, INamedTypeSymbol type, Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ReadingAbortedException)
        {
            reading.Fail();
        }
        catch (System.InsufficientExecutionStackException)
        {
            reading.Fail();
            reading.Warn(ProblemId.TooManySteps, NameOf(type), type.Name, "the stack");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            reading.Fail();
            reading.Warn(ProblemId.InternalError, NameOf(type), type.Name, $"{error.GetType().Name}: {error.Message}");
        }

        return null;
    }

    private static ModelReading Misplaced(IParameterSymbol parameter)
    {
        var owner = parameter.ContainingSymbol;
        var what = owner is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } ? $"'{owner.Name}'" : "something that is not a method";
        var problem = Problem.At(ProblemId.InputNotOnForward, Places.Of(parameter.Locations[0]), parameter.Name, what);
        return new ModelReading(null, new EquatableArray<Problem>(problem), new SpanTable("", problem.Place.Span!, default));
    }

    private static bool IsFirst(IParameterSymbol parameter, INamedTypeSymbol type)
    {
        var first = OwnForwards(type).SelectMany(m => m.Parameters).FirstOrDefault(IsInput);
        return SymbolEqualityComparer.Default.Equals(first, parameter);
    }

    /// <summary>The methods that make a class a model: its own, or else those of the nearest base that has some.</summary>
    public static IEnumerable<IMethodSymbol> Forwards(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (OwnForwards(t).Any()) return OwnForwards(t);
        }

        return [];
    }

    /// <summary>The methods with <c>[Input]</c> parameters that a class declares itself.</summary>
    public static IEnumerable<IMethodSymbol> OwnForwards(INamedTypeSymbol type) =>
        type.GetMembers("Forward").OfType<IMethodSymbol>().Where(m => m.Parameters.Any(IsInput));

    public static bool IsInput(IParameterSymbol parameter) => KnownTypes.Attribute(parameter, KnownTypes.InputAttribute) is not null;
}
