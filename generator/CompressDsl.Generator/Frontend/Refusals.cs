using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Frontend;

/// <summary>
/// What Forward, constructors and helper methods must not contain: with <see cref="Interpreter"/> this list is the definition of the
/// language subset. A network is fixed when it is compiled, so nothing may depend on the sample's numbers or on the world outside.
/// </summary>
internal static class Refusals
{
    private const string Fixed = "the network is fixed when it is compiled; decide by a constant or a constructor parameter";
    private const string NoEffects = "Forward only describes a computation; leave it out";
    private const string Plain = "write it with locals, loops over constants and calls";

    private static readonly Refusal Other = new("this construct", Plain);

    private static readonly Dictionary<OperationKind, Refusal> ByKind = new()
    {
        // Things that happen at run time.
        [OperationKind.Await] = new("'await'", NoEffects),
        [OperationKind.YieldReturn] = new("'yield return'", "return the value, or a tuple of values"),
        [OperationKind.YieldBreak] = new("'yield break'", "return the value, or a tuple of values"),
        [OperationKind.Try] = new("'try'", NoEffects),
        [OperationKind.Throw] = new("'throw'", "check sizes where the model is made, the compiler checks the shapes"),
        [OperationKind.Using] = new("'using'", NoEffects),
        [OperationKind.UsingDeclaration] = new("'using'", NoEffects),
        [OperationKind.Lock] = new("'lock'", NoEffects),
        [OperationKind.EventAssignment] = new("an event", NoEffects),
        [OperationKind.RaiseEvent] = new("an event", NoEffects),
        [OperationKind.EventReference] = new("an event", NoEffects),

        // Jumps and loops that are not counted.
        [OperationKind.Branch] = new("'goto'", "use a loop over constants"),
        [OperationKind.Labeled] = new("a label", "use a loop over constants"),
        [OperationKind.Loop] = new("this loop", "use 'for', 'foreach' or 'while' over constants"),
        [OperationKind.Stop] = new("'stop'", NoEffects),
        [OperationKind.End] = new("'end'", NoEffects),

        // Values that are not known when the network is compiled.
        [OperationKind.Conditional] = new("this condition", Fixed),
        [OperationKind.SwitchExpression] = new("this switch", "give it an arm for this constant"),
        [OperationKind.BinaryOperator] = new("this operator", "values know + - and *; for the rest use the methods of Functional"),
        [OperationKind.CompoundAssignment] = new("this operator", "values know += -= and *="),
        [OperationKind.UnaryOperator] = new("this operator", "values know -x; for the rest use the methods of Functional"),
        [OperationKind.Increment] = new("'++'", "write x + 1"),
        [OperationKind.Decrement] = new("'--'", "write x - 1"),
        [OperationKind.IsType] = new("'is' with a type", "compare constants or null, or override a method"),
        [OperationKind.TypePattern] = new("a type pattern", "compare constants or null, or override a method"),
        [OperationKind.DeclarationPattern] = new("a type pattern", "compare constants or null, or override a method"),
        [OperationKind.RecursivePattern] = new("a property pattern", "compare constants or null"),
        [OperationKind.ListPattern] = new("a list pattern", "compare the length, a constant"),
        [OperationKind.LocalReference] = new("a variable without a value", "give it a value first"),
        [OperationKind.ParameterReference] = new("a parameter without a value", "give it a value first"),

        // Ways to reach data that are not followed.
        [OperationKind.AddressOf] = new("a pointer", Plain),
        [OperationKind.Argument] = new("'ref' and 'out'", "return the value, or a tuple of values"),
        [OperationKind.DynamicInvocation] = new("'dynamic'", "give it its type"),
        [OperationKind.DynamicMemberReference] = new("'dynamic'", "give it its type"),
        [OperationKind.DynamicObjectCreation] = new("'dynamic'", "give it its type"),
        [OperationKind.DynamicIndexerAccess] = new("'dynamic'", "give it its type"),
        [OperationKind.TypeOf] = new("'typeof'", "use a constant"),
        [OperationKind.SizeOf] = new("'sizeof'", "use a constant"),
        [OperationKind.TranslatedQuery] = new("a query", "use a loop"),
        [OperationKind.AnonymousObjectCreation] = new("an anonymous object", "use a tuple"),
        [OperationKind.ObjectCreation] = new("this object", "make layers, blocks, arrays and lists only"),
        [OperationKind.TypeParameterObjectCreation] = new("an object of a type parameter that is not known here", "make the model class itself not generic"),
        [OperationKind.ArrayCreation] = new("this array", "use arrays of one dimension with a constant length of at most 10000"),
        [OperationKind.ArrayElementReference] = new("this element", "use an index into an array of one dimension"),
        [OperationKind.ArrayInitializer] = new("an array of several dimensions", "use arrays of arrays"),
        [OperationKind.ImplicitIndexerReference] = new("this index", "use a constant"),
        [OperationKind.Range] = new("a range", "use Slice on values, a loop on arrays"),
        [OperationKind.Spread] = new("this spread", "spread arrays and lists"),
        [OperationKind.InterpolatedString] = new("a string", NoEffects),
        [OperationKind.With] = new("'with'", "make the object by its constructor"),
        [OperationKind.Tuple] = new("this deconstruction", "deconstruct tuples"),
        [OperationKind.PropertyReference] = new("this property", "use a field"),
        [OperationKind.FieldReference] = new("this field", "use a field of the model or block"),
        [OperationKind.MethodReference] = new("this method as a value", "call it, or hand it to a delegate parameter"),
        [OperationKind.AnonymousFunction] = new("this lambda", "hand it to a delegate parameter"),
        [OperationKind.CoalesceAssignment] = new("'??='", "write x = x ?? y"),
        [OperationKind.FunctionPointerInvocation] = new("a function pointer", "call the method"),
    };

    /// <summary>Why an operation cannot be part of a network.</summary>
    public static Refusal Of(IOperation operation)
    {
        if (operation.Syntax is AwaitExpressionSyntax) return ByKind[OperationKind.Await];
        return ByKind.TryGetValue(operation.Kind, out var refusal) ? refusal : Other;
    }
}
