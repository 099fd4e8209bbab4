using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Assignments: locals anywhere, fields only where objects are made.</content>
internal sealed partial class Interpreter
{
    private Datum Assign(IOperation target, Datum value, Frame frame)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                frame.Assign(local.Local, value);
                return value;
            case IParameterReferenceOperation parameter when frame.Find(parameter.Parameter) is not null:
                frame.Assign(parameter.Parameter, value);
                return value;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value, frame);
            case IDiscardOperation:
                return value;
            case ITupleOperation tuple:
                return Deconstruct(tuple, value, frame);
            case IFieldReferenceOperation { Field.IsStatic: false } field:
                return AssignMember(field.Field, field, value, frame);
            case IPropertyReferenceOperation { Property.IsStatic: false, Arguments.Length: 0 } property when IsAuto(property.Property):
                return AssignMember(property.Property, property, value, frame);
            case IPropertyReferenceOperation { Arguments.Length: 1 } property when Receiver(property.Instance, frame) is SequenceDatum list:
                return AssignItem(list, property.Arguments[0].Value, value, frame);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when Evaluate(element.ArrayReference, frame) is SequenceDatum array:
                return AssignItem(array, element.Indices[0], value, frame);
            default:
                return Refuse(target);
        }
    }

    private Datum AssignMember(ISymbol member, IMemberReferenceOperation target, Datum value, Frame frame)
    {
        var receiver = Receiver(target.Instance, frame);
        if (receiver is UnknownDatum) return receiver;
        var isInitializer = target.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver };
        if (receiver is not BlockDatum block || !(isInitializer || (frame.IsConstructor && ReferenceEquals(block, frame.Self))))
        {
            return reading.Report(ProblemId.FieldAssigned, target.Syntax, member.Name);
        }

        Store(block, member, value);
        return value;
    }

    private Datum AssignItem(SequenceDatum sequence, IOperation index, Datum value, Frame frame)
    {
        if (Index(sequence, index, frame) is { } i) sequence[i] = value;
        return value;
    }

    private Datum Deconstruct(ITupleOperation targets, Datum value, Frame frame)
    {
        var items = (value as TupleDatum)?.Items;
        if (items is null && value is not UnknownDatum) return Refuse(targets);
        for (var i = 0; i < targets.Elements.Length; i++) Assign(targets.Elements[i], items?[i] ?? UnknownDatum.Instance, frame);
        return value;
    }

    private Datum CompoundAssignment(ICompoundAssignmentOperation compound, Frame frame)
    {
        var left = Evaluate(compound.Target, frame);
        var right = Evaluate(compound.Value, frame);
        return Assign(compound.Target, Combine(compound.OperatorKind, left, right, compound, frame), frame);
    }

    private Datum Increment(IIncrementOrDecrementOperation increment, Frame frame)
    {
        var before = Evaluate(increment.Target, frame);
        var kind = increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var after = Assign(increment.Target, Combine(kind, before, new ConstantDatum(1), increment, frame), frame);
        return increment.IsPostfix ? before : after;
    }

    /// <summary>Writes a field or auto-property; a layer, block or array gets its place in the state dict by it.</summary>
    private void Store(BlockDatum block, ISymbol member, Datum value)
    {
        block.Fields[member.OriginalDefinition] = value;
        Attach(block, member, value);
    }

    private void Attach(BlockDatum block, ISymbol member, Datum value)
    {
        if (value is not OwnedDatum owned) return;
        owned.Attach(block, Keys.PlaceOf(member, reading));
        reading.Fields.Add(owned, member);
    }
}
