using System.Threading;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads the model class around a parameter with <c>[Input]</c>.</summary>
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
        if (!IsFirst(parameter, type) || type.IsAbstract) return null;
        var reading = new Reading(type.Name, compilation, cancellation);
        var declaration = Guard(reading, type, () => new ModelDeclarationReader(reading, type).Read());
        return new ModelReading(
            reading.Failed ? null : declaration,
            new EquatableArray<Problem>(reading.Problems),
            reading.Spans.Build(TypeDeclarations.FullName(type), NameOf(type)));
    }

    /// <summary>The network of a class without what is only checked once per class; null when it has none or it cannot be read.</summary>
    public static ModelGraph? ReadGraph(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var reading = new Reading(type.Name, compilation, cancellation);
        var declaration = Guard(reading, type, () => new ModelDeclarationReader(reading, type).ReadNetwork());
        return reading.Failed ? null : declaration?.Graph;
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
        var first = Forwards(type).SelectMany(m => m.Parameters).FirstOrDefault(IsInput);
        return SymbolEqualityComparer.Default.Equals(first, parameter);
    }

    /// <summary>The methods of a class that make it a model.</summary>
    public static IEnumerable<IMethodSymbol> Forwards(INamedTypeSymbol type) =>
        type.GetMembers("Forward").OfType<IMethodSymbol>().Where(m => m.Parameters.Any(IsInput));

    public static bool IsInput(IParameterSymbol parameter) => KnownTypes.Attribute(parameter, KnownTypes.InputAttribute) is not null;
}
