using CompressDsl.Core;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>C# operators: on values they add nodes, on constants they compute.</content>
internal sealed partial class Interpreter
{
    private Datum Conversion(IConversionOperation conversion, Frame frame)
    {
        if (conversion.OperatorMethod is { } method && BodyOf(method) is not null)
        {
            var argument = new KeyValuePair<IParameterSymbol, Datum>(method.Parameters[0], Evaluate(conversion.Operand, frame));
            return Inline(new Call(method, null, [argument], conversion.Syntax), frame);
        }

        if (conversion.Operand is IMethodReferenceOperation or IAnonymousFunctionOperation) return Function(conversion.Operand, frame);
        var operand = Evaluate(conversion.Operand, frame);
        if (operand is not ConstantDatum constant) return operand;
        var type = conversion.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } @enum ? @enum.EnumUnderlyingType : conversion.Type;
        return Compute(conversion, () => ConstantArithmetic.Convert(constant.Value, type?.SpecialType ?? SpecialType.None));
    }

    private Datum Binary(IBinaryOperation binary, Frame frame)
    {
        var left = Evaluate(binary.LeftOperand, frame);
        if (left is ConstantDatum { Value: bool decided } && binary.OperatorKind is var kind
            && (kind is BinaryOperatorKind.ConditionalAnd && !decided || kind is BinaryOperatorKind.ConditionalOr && decided))
        {
            return left;
        }

        return Combine(binary.OperatorKind, left, Evaluate(binary.RightOperand, frame), binary, frame);
    }

    private Datum Combine(BinaryOperatorKind kind, Datum left, Datum right, IOperation place, Frame frame)
    {
        if (left is UnknownDatum || right is UnknownDatum) return UnknownDatum.Instance;
        if (left is NodeDatum || right is NodeDatum) return ValueOperator(kind, left, right, place);
        var method = (place as IBinaryOperation)?.OperatorMethod ?? (place as ICompoundAssignmentOperation)?.OperatorMethod;
        if (method is not null && BodyOf(method) is not null)
        {
            KeyValuePair<IParameterSymbol, Datum>[] arguments = [new(method.Parameters[0], left), new(method.Parameters[1], right)];
            return Inline(new Call(method, null, arguments, place.Syntax), frame);
        }

        var comparesNull = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (left is ConstantDatum l && right is ConstantDatum r) return Compute(place, () => ConstantArithmetic.Binary(kind, l.Value, r.Value));
        return comparesNull ? new ConstantDatum(ReferenceEquals(left, right) == (kind is BinaryOperatorKind.Equals)) : Refuse(place);
    }

    /// <summary>+, - and * on values; a constant operand becomes a scalar of the graph.</summary>
    private Datum ValueOperator(BinaryOperatorKind kind, Datum left, Datum right, IOperation place)
    {
        var name = kind switch
        {
            BinaryOperatorKind.Add => "Add",
            BinaryOperatorKind.Subtract => "Sub",
            BinaryOperatorKind.Multiply => "Mul",
            _ => null,
        };
        if (name is null)
        {
            var isNullCheck = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && (left is ConstantDatum || right is ConstantDatum);
            return isNullCheck ? new ConstantDatum(kind is BinaryOperatorKind.NotEquals) : Refuse(place);
        }

        if (OperatorCatalogue.Find(name, SurfaceKind.Function) is not { } definition) return reading.Report(ProblemId.UnknownOperator, place.Syntax, name);
        var operands = new[] { left, right }.Select(d => Operand(d, place)).ToArray();
        return operands.Contains(null)
            ? UnknownDatum.Instance
            : BuildFunction(definition, new EquatableArray<int>(operands.Select(o => o!.Value)), new Dictionary<string, object>(), place);
    }

    /// <summary>The node of an operand, a constant number becoming a scalar; null when it is neither, which is reported.</summary>
    private int? Operand(Datum datum, IOperation place)
    {
        switch (datum)
        {
            case NodeDatum node:
                return node.Id;
            case UnknownDatum:
                return null;
            case ConstantDatum { Value: IConvertible number and not (string or bool) }:
                var scalar = new Scalar(System.Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture));
                return reading.Graph.Add(scalar, "scalar");
            default:
                reading.Report(ProblemId.IsNull, place.Syntax, place.Syntax.ToString());
                return null;
        }
    }

    private Datum Unary(IUnaryOperation unary, Frame frame)
    {
        switch (Evaluate(unary.Operand, frame))
        {
            case NodeDatum node when unary.OperatorKind is UnaryOperatorKind.Minus:
                return ValueOperator(BinaryOperatorKind.Multiply, node, new ConstantDatum(-1.0), unary);
            case ConstantDatum constant:
                return Compute(unary, () => ConstantArithmetic.Unary(unary.OperatorKind, constant.Value));
            case UnknownDatum unknown:
                return unknown;
            default:
                return Refuse(unary);
        }
    }

    /// <summary>Constant arithmetic, with its errors reported.</summary>
    private Datum Compute(IOperation place, Func<object?> compute)
    {
        try
        {
            var result = compute();
            var isNull = place is IConversionOperation;
            return result is not null || isNull ? new ConstantDatum(result) : Refuse(place);
        }
        catch (ArithmeticException error)
        {
            return reading.Report(ProblemId.ConstantArithmetic, place.Syntax, place.Syntax.ToString(), error.Message);
        }
    }
}
