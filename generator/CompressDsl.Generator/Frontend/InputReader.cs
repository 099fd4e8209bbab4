using System.Globalization;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads <c>[Input]</c>.</summary>
internal static class InputReader
{
    /// <summary>The type of a parameter of Forward; null when it is wrong, which is reported.</summary>
    public static TensorType? Read(Reading reading, IParameterSymbol parameter)
    {
        var place = reading.At(parameter.Locations[0]);
        if (KnownTypes.Attribute(parameter, KnownTypes.InputAttribute) is not { } attribute)
        {
            return Refuse(reading, ProblemId.ParameterWithoutInput, place, parameter.Name, parameter.ContainingType.Name);
        }

        if (!KnownTypes.IsValue(parameter.Type) || parameter.RefKind != RefKind.None)
        {
            return Refuse(reading, ProblemId.InputType, place, parameter.Name, TypeOf(parameter));
        }

        var written = attribute.ApplicationSyntaxReference?.GetSyntax();
        if (written is not null) place = reading.At(written);
        var element = ElementOf(attribute);
        var sizes = attribute.ConstructorArguments.Where(a => a.Kind == TypedConstantKind.Array && !a.IsNull)
            .SelectMany(a => a.Values).Select(v => v.Value as int? ?? 0).ToArray();
        var max = AttributeReader.Argument(attribute, "Max", 0);
        var hasMax = attribute.NamedArguments.Any(a => a.Key == "Max");
        if (sizes.Length == 0 && !hasMax)
        {
            var id = element == ElementType.Int32 ? ProblemId.MaxMissing : ProblemId.InputWithoutDimensions;
            return Refuse(reading, id, place, parameter.Name);
        }

        return Check(reading, place, parameter.Name, hasMax ? [max, .. sizes] : sizes)
            ? new TensorType(element, ShapeOf(sizes, hasMax ? new Dimension(max, parameter.Name) : null))
            : null;
    }

    /// <summary>The element type that an <c>[Input]</c> gives.</summary>
    public static ElementType ElementOf(AttributeData attribute) =>
        (ElementType)attribute.ConstructorArguments.Where(a => a.Kind == TypedConstantKind.Enum).Select(a => a.Value as int? ?? 0).FirstOrDefault();

    private static string TypeOf(IParameterSymbol parameter)
    {
        var reference = parameter.RefKind == RefKind.None ? "" : parameter.RefKind.ToString().ToLowerInvariant() + " ";
        return reference + parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
    }

    private static Shape ShapeOf(int[] sizes, Dimension? named)
    {
        var fixedSizes = sizes.Select(s => new Dimension(s));
        return Shape.Of([.. named is { } first ? fixedSizes.Prepend(first) : fixedSizes]);
    }

    private static bool Check(Reading reading, SourceSpan place, string name, int[] sizes)
    {
        const int MaxElements = 1 << 28;
        if (sizes.FirstOrDefault(s => s < 1) is var wrong && sizes.Any(s => s < 1))
        {
            Refuse(reading, ProblemId.DimensionOutOfRange, place, name, $"{wrong.ToString(CultureInfo.InvariantCulture)} is not a size, sizes start at 1");
            return false;
        }

        if (sizes.Aggregate(1.0, (product, s) => product * s) <= MaxElements) return true;
        Refuse(reading, ProblemId.DimensionOutOfRange, place, name, $"{string.Join(" x ", sizes)} elements are more than {MaxElements.ToString(CultureInfo.InvariantCulture)}");
        return false;
    }

    private static TensorType? Refuse(Reading reading, string id, SourceSpan place, params string[] arguments)
    {
        reading.Fail();
        reading.Warn(id, place, arguments);
        return null;
    }
}
