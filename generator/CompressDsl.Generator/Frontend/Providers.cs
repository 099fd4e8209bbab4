using CompressDsl.Core;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Short forms for the generator's steps.</summary>
internal static class Providers
{
    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class =>
        values.Where(static value => value is not null).Select(static (value, _) => value!);

    /// <summary>The problems of every place where an attribute stands.</summary>
    public static IncrementalValuesProvider<EquatableArray<Problem>> CheckAttributes(
        this IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (_, _) => true,
                static (c, _) => AttributeChecks.CheckSafely(c.TargetSymbol, c.Attributes[0]))
            .Where(static problems => problems.Count > 0);
}
