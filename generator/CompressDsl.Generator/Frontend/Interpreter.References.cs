using System.Globalization;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Names: this, locals, parameters, fields, properties, elements.</content>
internal sealed partial class Interpreter
{
    private readonly Dictionary<ISymbol, Datum> statics = new(SymbolEqualityComparer.Default);

    private Datum Instance(IInstanceReferenceOperation instance, Frame frame)
    {
        if (instance.ReferenceKind != InstanceReferenceKind.ContainingTypeInstance && frame.Receivers.Count > 0) return frame.Receivers.Peek();
        return SelfOf(frame) ?? reading.Fail();
    }

    /// <summary>The object that a lambda or local function belongs to is that of the method around it.</summary>
    private static BlockDatum? SelfOf(Frame? frame) => frame is null ? null : frame.Self ?? SelfOf(frame.Outer);

    private Datum Variable(ISymbol variable, IOperation place, Frame frame) => frame.Find(variable) ?? Refuse(place);

    private Datum Parameter(IParameterReferenceOperation reference, Frame frame)
    {
        if (frame.Find(reference.Parameter) is { } value) return value;
        var self = SelfOf(frame);
        if (self is null || !self.Parameters.TryGetValue(reference.Parameter.OriginalDefinition, out value)) return Refuse(reference);
        Attach(self, reference.Parameter, value);
        return value;
    }

    private Datum Field(IFieldReferenceOperation reference, Frame frame)
    {
        var field = reference.Field;
        if (field.IsStatic) return Static(field, reference, frame);
        switch (Receiver(reference.Instance, frame))
        {
            case TupleDatum tuple:
                var name = (field.CorrespondingTupleField ?? field).Name;
                var index = int.Parse(name.Substring("Item".Length), CultureInfo.InvariantCulture) - 1;
                return tuple.Items[index];
            case BlockDatum block:
                return block.Fields.TryGetValue(field.OriginalDefinition, out var value) ? value : DefaultDatum(field.Type, frame);
            case UnknownDatum unknown:
                return unknown;
            case ConstantDatum { Value: null }:
                return reading.Report(ProblemId.IsNull, reference.Instance!.Syntax, reference.Instance.Syntax.ToString());
            default:
                return reading.Report(ProblemId.UnknownMethod, reference.Syntax, field.Name, field.ContainingType.Name);
        }
    }

    /// <summary>A static field of source, which has to be read-only; its initialiser is read once.</summary>
    private Datum Static(IFieldSymbol field, IOperation place, Frame frame)
    {
        if (statics.TryGetValue(field, out var known)) return known;
        var initializer = field.IsReadOnly ? Initializer(field.OriginalDefinition) : null;
        if (initializer is null) return reading.Report(ProblemId.NotConstant, place.Syntax, field.Name, "value of the network; make it const or static readonly, with its value beside it");
        statics[field] = UnknownDatum.Instance;
        var scope = new Frame(null, null).WithTypes(frame.Substitute(field.ContainingType, reading.Compilation) as INamedTypeSymbol);
        return statics[field] = Evaluate(initializer, scope);
    }

    private Datum Property(IPropertyReferenceOperation reference, Frame frame)
    {
        var property = reference.Property;
        if (property.IsStatic && IsAuto(property)) return StaticProperty(property, reference);
        var receiver = property.IsStatic ? null : Receiver(reference.Instance, frame);
        switch (receiver)
        {
            case UnknownDatum unknown:
                return unknown;
            case SequenceDatum sequence when reference.Arguments.Length == 1:
                return Item(sequence, reference.Arguments[0].Value, frame);
            case SequenceDatum sequence when property.Name is "Count" or "Length":
                return new ConstantDatum(sequence.Count);
            case ConstantDatum { Value: null }:
                return reading.Report(ProblemId.IsNull, reference.Instance!.Syntax, reference.Instance.Syntax.ToString());
            case BlockDatum block when block.Fields.TryGetValue(Implementation(property, block.Type).OriginalDefinition, out var value):
                return value;
            case BlockDatum block when IsAuto(Implementation(property, block.Type)):
                return DefaultDatum(property.Type, frame);
        }

        if (property.GetMethod is not { } getter) return Refuse(reference);
        var target = receiver is BlockDatum self ? Implementation(getter, self.Type) : getter;
        if (BodyOf(target) is null) return reading.Report(ProblemId.UnknownMethod, reference.Syntax, property.Name, property.ContainingType.Name);
        return Inline(new Call(target, receiver as BlockDatum, [], reference.Syntax), frame);
    }

    private Datum StaticProperty(IPropertySymbol property, IOperation place)
    {
        if (statics.TryGetValue(property, out var known)) return known;
        if (!property.IsReadOnly || Initializer(property.OriginalDefinition) is not { } initializer)
        {
            return reading.Report(ProblemId.NotConstant, place.Syntax, property.Name, "value of the network; make it get-only, with its value beside it");
        }

        statics[property] = UnknownDatum.Instance;
        return statics[property] = Evaluate(initializer, new Frame(null, null).WithTypes(property.ContainingType));
    }

    private Datum Element(IArrayElementReferenceOperation element, Frame frame) =>
        Evaluate(element.ArrayReference, frame) switch
        {
            SequenceDatum sequence when element.Indices.Length == 1 => Item(sequence, element.Indices[0], frame),
            UnknownDatum unknown => unknown,
            ConstantDatum { Value: null } => reading.Report(ProblemId.IsNull, element.ArrayReference.Syntax, element.ArrayReference.Syntax.ToString()),
            _ => Refuse(element),
        };

    private Datum Indexer(IImplicitIndexerReferenceOperation indexer, Frame frame) =>
        Evaluate(indexer.Instance, frame) switch
        {
            SequenceDatum sequence => Item(sequence, indexer.Argument, frame),
            UnknownDatum unknown => unknown,
            _ => Refuse(indexer),
        };

    private Datum Item(SequenceDatum sequence, IOperation index, Frame frame) =>
        Index(sequence, index, frame) is { } i ? sequence[i] : UnknownDatum.Instance;

    /// <summary>A checked index, <c>^1</c> counted from the end; null when it was refused.</summary>
    private int? Index(SequenceDatum sequence, IOperation index, Frame frame)
    {
        var hat = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd ? fromEnd : null;
        if (Constant(hat?.Operand ?? index, frame, "index") is not { } constant) return null;
        if (constant is not int number)
        {
            Refuse(index);
            return null;
        }

        if (hat is not null) number = sequence.Count - number;
        if (number >= 0 && number < sequence.Count) return number;
        reading.Report(
            ProblemId.IndexOutOfRange, index.Syntax,
            number.ToString(CultureInfo.InvariantCulture), sequence.Count.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private Datum Receiver(IOperation? instance, Frame frame) => instance is null ? UnknownDatum.Instance : Evaluate(instance, frame);

    private Datum DefaultDatum(ITypeSymbol type, Frame frame) => new ConstantDatum(DefaultOf(frame.Substitute(type, reading.Compilation)));

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    /// <summary>The value beside the declaration of a field or auto-property.</summary>
    private IOperation? Initializer(ISymbol member)
    {
        var equals = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        if (equals is null) return null;
        return (OperationOf(equals) as ISymbolInitializerOperation)?.Value;
    }
}
