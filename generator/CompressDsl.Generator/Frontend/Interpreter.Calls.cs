using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Calls: operators of the catalogue add nodes, the user's methods are inlined.</content>
internal sealed partial class Interpreter
{
    private Datum Invocation(IInvocationOperation call, Frame frame)
    {
        var target = call.TargetMethod;
        if (KnownTypes.IsFunctional(target.ContainingType)) return FunctionCall(call, frame);
        if (target.MethodKind == MethodKind.LocalFunction) return LocalFunction(call, frame);
        if (target.IsStatic) return StaticCall(call, frame);
        var receiver = Receiver(call.Instance, frame);
        switch (receiver)
        {
            case UnknownDatum unknown:
                return unknown;
            case ConstantDatum { Value: null }:
                return reading.Report(ProblemId.IsNull, call.Instance!.Syntax, call.Instance.Syntax.ToString());
            case LayerDatum layer when target.Name == "Forward":
                return reading.Fields.Call(layer, LayerCall(layer, call, frame));
            case FunctionDatum function when target.MethodKind == MethodKind.DelegateInvoke:
                return Invoke(function, call, frame);
            case SequenceDatum sequence when target.Name == "Add" && call.Arguments.Length == 1:
                sequence.Add(Evaluate(call.Arguments[0].Value, frame));
                return ConstantDatum.Null;
            case BlockDatum block:
                var method = call.IsVirtual ? Implementation(target, block.Type) : target;
                var result = InlineOrReport(method, block, call, frame);
                return target.Name == "Forward" && !ReferenceEquals(block, frame.Self) ? reading.Fields.Call(block, result) : result;
            default:
                return UnknownCall(call);
        }
    }

    private Datum StaticCall(IInvocationOperation call, Frame frame)
    {
        var target = call.TargetMethod;
        if (target.ContainingType is { Name: "Math" or "MathF", ContainingNamespace.Name: "System" }) return MathCall(call, frame);
        if (call.ConstrainedToType is { } type && frame.Substitute(type, reading.Compilation) is INamedTypeSymbol actual)
        {
            target = actual.FindImplementationForInterfaceMember(target) as IMethodSymbol ?? target;
        }

        return InlineOrReport(target, null, call, frame);
    }

    private Datum InlineOrReport(IMethodSymbol target, BlockDatum? self, IInvocationOperation call, Frame frame) =>
        BodyOf(target) is null
            ? UnknownCall(call)
            : Inline(new Call(target, self, Arguments(call.Arguments, target, frame), call.Syntax), frame);

    private Datum UnknownCall(IInvocationOperation call)
    {
        var target = call.TargetMethod;
        var type = target.ContainingType;
        if (target.Name == "Forward" && !target.IsAbstract)
        {
            return reading.ReportWithoutSource(type, call.Syntax);
        }

        return reading.Report(ProblemId.UnknownMethod, call.Syntax, target.Name, type.Name);
    }

    private Datum LocalFunction(IInvocationOperation call, Frame frame)
    {
        var outer = frame;
        while (outer.Outer is not null && !SymbolEqualityComparer.Default.Equals(outer.Method?.OriginalDefinition, call.TargetMethod.ContainingSymbol.OriginalDefinition))
        {
            outer = outer.Outer;
        }

        var target = call.TargetMethod;
        return Inline(new Call(target, null, Arguments(call.Arguments, target, frame), call.Syntax), frame, outer);
    }

    private Datum Invoke(FunctionDatum function, IInvocationOperation call, Frame frame)
    {
        if (KnownTypes.IsFunctional(function.Method.ContainingType) && function.Body is null)
        {
            var operands = call.Arguments.Select(a => Evaluate(a.Value, frame)).ToArray();
            return CallFunction(function.Method, operands, call);
        }

        if (function.Body is null && BodyOf(function.Method) is null) return UnknownCall(call);
        var arguments = Arguments(call.Arguments, function.Method, frame);
        var result = Inline(new Call(function.Method, function.Receiver, arguments, call.Syntax), frame, function.Captured, function.Body);
        return function is { Receiver: { } block, Method.Name: "Forward", Body: null } ? reading.Fields.Call(block, result) : result;
    }

    private Datum Function(IOperation target, Frame frame) => target switch
    {
        IMethodReferenceOperation method when Receiver(method.Instance, frame) is var receiver =>
            new FunctionDatum(
                receiver is BlockDatum block ? Implementation(method.Method, block.Type) : method.Method, null, receiver as BlockDatum, frame),
        IAnonymousFunctionOperation lambda => new FunctionDatum(lambda.Symbol, lambda.Body, null, frame),
        _ => Refuse(target),
    };

    /// <summary>Runs a method of the user's in place of the call.</summary>
    public Datum Inline(Call call, Frame caller, Frame? outer = null, IOperation? body = null)
    {
        body ??= BodyOf(call.Target);
        if (body is null || call.Target.IsAsync) return reading.Report(ProblemId.UnknownMethod, call.Place, call.Target.Name, call.Target.ContainingType.Name);
        var frame = new Frame(call.Target, call.Self, outer)
            .WithTypes(call.Self?.Type ?? caller.Substitute(call.Target.ContainingType, reading.Compilation) as INamedTypeSymbol)
            .WithTypes(call.Target, t => caller.Substitute(t, reading.Compilation));
        foreach (var argument in call.Arguments) frame.Declare(argument.Key, argument.Value);
        using (Enter(call.Place, call.Target.Name))
        {
            Run(body, frame);
        }

        return frame.Result ?? ConstantDatum.Null;
    }

    /// <summary>Counts the depth of inlined calls.</summary>
    private Nesting Enter(SyntaxNode place, string name)
    {
        if (reading.Depth < Reading.MaxDepth) return new Nesting(reading, place);
        reading.Report(ProblemId.Recursion, place, name);
        throw new ReadingAbortedException();
    }

    private List<KeyValuePair<IParameterSymbol, Datum>> Arguments(IEnumerable<IArgumentOperation> arguments, IMethodSymbol target, Frame frame)
    {
        var result = new List<KeyValuePair<IParameterSymbol, Datum>>();
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { } parameter) continue;
            var value = parameter.RefKind is RefKind.Ref or RefKind.Out ? Refuse(argument) : Evaluate(argument.Value, frame);
            result.Add(new(target.Parameters[parameter.Ordinal], value));
        }

        return result;
    }

    /// <summary>What runs when <paramref name="member"/> is called on an object of type <paramref name="type"/>.</summary>
    public static T Implementation<T>(T member, INamedTypeSymbol type)
        where T : class, ISymbol
    {
        if (member.ContainingType.TypeKind == TypeKind.Interface) member = type.FindImplementationForInterfaceMember(member) as T ?? member;
        if (!member.IsVirtual && !member.IsAbstract && !member.IsOverride) return member;
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var candidate in t.GetMembers(member.Name).OfType<T>())
            {
                for (ISymbol? m = candidate; m is not null; m = Overridden(m))
                {
                    if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition)) return candidate;
                }
            }
        }

        return member;
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    /// <summary>The body of a method of this compilation, or null.</summary>
    private IOperation? BodyOf(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        var syntax = (definition.PartialImplementationPart ?? definition).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return syntax is null ? null : OperationOf(syntax) switch
        {
            IMethodBodyBaseOperation body => (IOperation?)body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            IBlockOperation block => block,
            _ => null,
        };
    }

    private IOperation? OperationOf(SyntaxNode syntax)
    {
        if (!reading.Compilation.ContainsSyntaxTree(syntax.SyntaxTree)) return null;
        if (reading.Libraries.DeclarationErrorOf(syntax.SyntaxTree) is { } error) reading.ReportUnreadable(syntax, error);
        return reading.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax);
    }
}
