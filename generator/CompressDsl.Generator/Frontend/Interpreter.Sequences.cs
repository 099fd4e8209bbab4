using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Arrays, lists and collection expressions.</content>
internal sealed partial class Interpreter
{
    /// <summary>Longest array that a network may make.</summary>
    private const int MaxItems = 10_000;

    private Datum Array(IArrayCreationOperation array, Frame frame)
    {
        if (array.DimensionSizes.Length != 1 || array.Type is not IArrayTypeSymbol { ElementType: var element }) return Refuse(array);
        if (array.Initializer is { } initializer)
        {
            return new SequenceDatum(initializer.ElementValues.Select(e => e is IArrayInitializerOperation ? Refuse(e) : Evaluate(e, frame)));
        }

        if (Constant(array.DimensionSizes[0], frame, "length of an array") is not { } length) return UnknownDatum.Instance;
        if (length is not (int and >= 0 and <= MaxItems)) return Refuse(array);
        return new SequenceDatum(Enumerable.Range(0, (int)length).Select(_ => DefaultDatum(element, frame)));
    }

    private Datum Collection(ICollectionExpressionOperation collection, Frame frame)
    {
        var result = new SequenceDatum([]);
        foreach (var element in collection.Elements)
        {
            if (element is not ISpreadOperation spread)
            {
                result.Add(Evaluate(element, frame));
                continue;
            }

            switch (Evaluate(spread.Operand, frame))
            {
                case SequenceDatum sequence:
                    foreach (var item in sequence.Items) result.Add(item);
                    break;
                case UnknownDatum unknown:
                    return unknown;
                default:
                    return Refuse(spread);
            }
        }

        return result;
    }

    private Datum NewList(IObjectCreationOperation creation, Frame frame)
    {
        var arguments = creation.Arguments.Select(a => Evaluate(a.Value, frame)).ToArray();
        return arguments.FirstOrDefault() is SequenceDatum items ? new SequenceDatum(items.Items) : new SequenceDatum([]);
    }

    /// <summary>What a variable of a type holds before it is written.</summary>
    private static object? DefaultOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => false,
        SpecialType.System_Int32 => 0,
        SpecialType.System_Int64 => 0L,
        SpecialType.System_Single => 0f,
        SpecialType.System_Double => 0d,
        _ => type.TypeKind == TypeKind.Enum ? 0 : null,
    };
}
