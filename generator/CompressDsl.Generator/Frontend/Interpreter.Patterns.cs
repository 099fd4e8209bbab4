using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Patterns on constants, and null checks.</content>
internal sealed partial class Interpreter
{
    private Datum IsPattern(IIsPatternOperation operation, Frame frame)
    {
        var value = Evaluate(operation.Value, frame);
        return value is UnknownDatum ? value : new ConstantDatum(Matches(operation.Pattern, value, frame));
    }

    private Datum SwitchExpression(ISwitchExpressionOperation @switch, Frame frame)
    {
        var value = Evaluate(@switch.Value, frame);
        if (value is UnknownDatum) return value;
        foreach (var arm in @switch.Arms)
        {
            if (Matches(arm.Pattern, value, frame) && (arm.Guard is null || Condition(arm.Guard, frame) == true)) return Evaluate(arm.Value, frame);
        }

        return Refuse(@switch);
    }

    private bool Matches(IPatternOperation pattern, Datum value, Frame frame)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation constant:
                return AreEqual(value, Evaluate(constant.Value, frame));
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value, frame);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or:
                return Matches(or.LeftPattern, value, frame) || Matches(or.RightPattern, value, frame);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } and:
                return Matches(and.LeftPattern, value, frame) && Matches(and.RightPattern, value, frame);
            case IRelationalPatternOperation relational when value is ConstantDatum left && Evaluate(relational.Value, frame) is ConstantDatum right:
                return ConstantArithmetic.Binary(relational.OperatorKind, left.Value, right.Value) is true;
            case IRecursivePatternOperation { MatchedType: null, DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0 } notNull:
                return value is not ConstantDatum { Value: null } && Bind(notNull.DeclaredSymbol, value, frame);
            case IDeclarationPatternOperation { MatchesNull: true } any:
                return Bind(any.DeclaredSymbol, value, frame);
            default:
                Refuse(pattern);
                throw new ReadingAbortedException();
        }
    }

    private static bool Bind(ISymbol? variable, Datum value, Frame frame)
    {
        if (variable is not null) frame.Declare(variable, value);
        return true;
    }

    private static bool AreEqual(Datum left, Datum right) =>
        left is ConstantDatum l && right is ConstantDatum r
            ? ConstantArithmetic.Binary(BinaryOperatorKind.Equals, l.Value, r.Value) is true
            : ReferenceEquals(left, right);
}
