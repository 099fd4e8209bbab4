using System.Runtime.CompilerServices;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <summary>
/// Runs Forward and everything it calls on symbolic values: constants are computed, loops unrolled, calls inlined, and every layer or
/// function that is called adds its nodes to the graph. What it does not know is refused, see <see cref="Refusals"/>.
/// </summary>
internal sealed partial class Interpreter(Reading reading)
{
    /// <summary>The value of an expression.</summary>
    private Datum Evaluate(IOperation operation, Frame frame)
    {
        reading.Step(operation.Syntax);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true } constant) return new ConstantDatum(constant.Value);
        return operation switch
        {
            IInvalidOperation => reading.Invalid(operation.Syntax),
            IInstanceReferenceOperation instance => Instance(instance, frame),
            ILocalReferenceOperation local => Variable(local.Local, local, frame),
            IParameterReferenceOperation parameter => Parameter(parameter, frame),
            IFieldReferenceOperation field => Field(field, frame),
            IPropertyReferenceOperation property => Property(property, frame),
            IArrayElementReferenceOperation element => Element(element, frame),
            IImplicitIndexerReferenceOperation indexer => Indexer(indexer, frame),
            IInvocationOperation call => Invocation(call, frame),
            IObjectCreationOperation creation => Creation(creation, frame),
            ITypeParameterObjectCreationOperation creation => TypeParameterCreation(creation, frame),
            IArrayCreationOperation array => Array(array, frame),
            ICollectionExpressionOperation collection => Collection(collection, frame),
            ITupleOperation tuple => new TupleDatum(tuple.Elements.Select(e => Evaluate(e, frame)).ToArray()),
            IDefaultValueOperation @default => new ConstantDatum(DefaultOf(frame.Substitute(@default.Type!, reading.Compilation))),
            _ => EvaluateOperator(operation, frame),
        };
    }

    private Datum EvaluateOperator(IOperation operation, Frame frame) => operation switch
    {
        IConversionOperation conversion => Conversion(conversion, frame),
        IBinaryOperation binary => Binary(binary, frame),
        IUnaryOperation unary => Unary(unary, frame),
        IConditionalOperation { WhenFalse: not null } conditional => Conditional(conditional, frame),
        ICoalesceOperation coalesce => Coalesce(coalesce, frame),
        IConditionalAccessOperation access => ConditionalAccess(access, frame),
        IConditionalAccessInstanceOperation => frame.Receivers.Peek(),
        IIsPatternOperation pattern => IsPattern(pattern, frame),
        ISwitchExpressionOperation @switch => SwitchExpression(@switch, frame),
        ISimpleAssignmentOperation assignment => Assign(assignment.Target, Evaluate(assignment.Value, frame), frame),
        ICompoundAssignmentOperation compound => CompoundAssignment(compound, frame),
        IIncrementOrDecrementOperation increment => Increment(increment, frame),
        IDeconstructionAssignmentOperation deconstruction => Assign(deconstruction.Target, Evaluate(deconstruction.Value, frame), frame),
        IDelegateCreationOperation @delegate => Function(@delegate.Target, frame),
        IParenthesizedOperation parenthesized => Evaluate(parenthesized.Operand, frame),
        _ => Refuse(operation),
    };

    private Datum Refuse(IOperation operation)
    {
        var refusal = Refusals.Of(operation);
        return reading.Report(ProblemId.UnsupportedConstruct, operation.Syntax, refusal.What, refusal.WayOut);
    }

    private Datum Conditional(IConditionalOperation conditional, Frame frame) =>
        Condition(conditional.Condition, frame) switch
        {
            true => Evaluate(conditional.WhenTrue, frame),
            false => Evaluate(conditional.WhenFalse!, frame),
            null => UnknownDatum.Instance,
        };

    /// <summary>A condition's value; null when it is not a constant, which is reported.</summary>
    private bool? Condition(IOperation condition, Frame frame) => Constant(condition, frame, "condition") as bool?;

    /// <summary>An expression that has to be a constant; null when it is not, which is reported.</summary>
    private object? Constant(IOperation operation, Frame frame, string use)
    {
        switch (Evaluate(operation, frame))
        {
            case ConstantDatum { Value: not null } constant:
                return constant.Value;
            case UnknownDatum:
                return null;
            default:
                reading.Report(ProblemId.NotConstant, operation.Syntax, operation.Syntax.ToString(), use);
                return null;
        }
    }

    private Datum Coalesce(ICoalesceOperation coalesce, Frame frame) =>
        Evaluate(coalesce.Value, frame) is var value && value is ConstantDatum { Value: null } ? Evaluate(coalesce.WhenNull, frame) : value;

    private Datum ConditionalAccess(IConditionalAccessOperation access, Frame frame)
    {
        var receiver = Evaluate(access.Operation, frame);
        if (receiver is ConstantDatum { Value: null }) return receiver;
        frame.Receivers.Push(receiver);
        try
        {
            return Evaluate(access.WhenNotNull, frame);
        }
        finally
        {
            frame.Receivers.Pop();
        }
    }
}
