using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Objects: layers, blocks, arrays and lists.</content>
internal sealed partial class Interpreter
{
    private Datum Creation(IObjectCreationOperation creation, Frame frame)
    {
        if (creation.Constructor is not { } constructor || frame.Substitute(creation.Type!, reading.Compilation) is not INamedTypeSymbol type)
        {
            return Refuse(creation);
        }

        if (KnownTypes.Layer(type) is { } definition)
        {
            var binding = new OperatorBinding(definition, Arguments(creation.Arguments, constructor, frame));
            if (binding.Settings(Reporter(creation)) is not { } settings) return UnknownDatum.Instance;
            var layer = new LayerDatum(definition, settings);
            reading.Layers.Add(layer);
            return layer;
        }

        if (KnownTypes.IsInDsl(type)) return reading.Report(ProblemId.UnknownOperator, creation.Syntax, type.Name);
        if (KnownTypes.IsList(type)) return Initialize(NewList(creation, frame), creation.Initializer, frame);
        if (type.IsTupleType) return new TupleDatum(creation.Arguments.Select(a => Evaluate(a.Value, frame)).ToArray());
        if (type.TypeKind == TypeKind.Struct && creation.Arguments.Length == 0 && type.DeclaringSyntaxReferences.IsEmpty) return Refuse(creation);
        var arguments = Arguments(creation.Arguments, constructor, frame);
        return Initialize(Construct(type, constructor, arguments, creation.Syntax), creation.Initializer, frame);
    }

    private Datum TypeParameterCreation(ITypeParameterObjectCreationOperation creation, Frame frame)
    {
        if (frame.Substitute(creation.Type!, reading.Compilation) is not INamedTypeSymbol type) return Refuse(creation);
        var constructor = type.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty);
        return constructor is null ? Refuse(creation) : Initialize(Construct(type, constructor, [], creation.Syntax), creation.Initializer, frame);
    }

    /// <summary>Makes an object of a class of this compilation.</summary>
    public Datum Construct(
        INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<KeyValuePair<IParameterSymbol, Datum>> arguments, SyntaxNode place)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !IsHere(type))
        {
            return reading.ReportWithoutSource(type, place);
        }

        var block = new BlockDatum(type, AttributeReader.OfClass(type));
        RunConstructor(block, type, new Call(constructor, block, arguments, place));
        return block;
    }

    private bool IsHere(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(r => reading.Compilation.ContainsSyntaxTree(r.SyntaxTree));

    /// <summary>Runs initialisers, base constructor and body, in C#'s order, for the part of the object that <paramref name="type"/> declares.</summary>
    public void RunConstructor(BlockDatum block, INamedTypeSymbol type, Call call)
    {
        using var nesting = Enter(call.Place, type.Name);
        var frame = new Frame(call.Target, block) { IsConstructor = true }.WithTypes(type);
        foreach (var argument in call.Arguments)
        {
            frame.Declare(argument.Key, argument.Value);
            block.Parameters[argument.Key.OriginalDefinition] = argument.Value;
        }

        var syntax = call.Target.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var body = syntax is ConstructorDeclarationSyntax ? OperationOf(syntax) as IConstructorBodyOperation : null;
        var chained = (body?.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation ?? PrimaryBaseCall(syntax);
        var toThis = chained is not null && SymbolEqualityComparer.Default.Equals(chained.TargetMethod.ContainingType.OriginalDefinition, type.OriginalDefinition);
        if (!toThis) RunInitializers(block, type, frame);
        RunBaseConstructor(block, type, chained, frame, call.Place);
        Run((IOperation?)body?.BlockBody ?? body?.ExpressionBody, frame);
    }

    private void RunBaseConstructor(BlockDatum block, INamedTypeSymbol type, IInvocationOperation? chained, Frame frame, SyntaxNode place)
    {
        var target = chained?.TargetMethod;
        var owner = target is not null && SymbolEqualityComparer.Default.Equals(target.ContainingType.OriginalDefinition, type.OriginalDefinition)
            ? type
            : type.BaseType;
        if (owner is null || owner.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType) return;
        target ??= owner.InstanceConstructors.FirstOrDefault(c => c.Parameters.All(p => p.IsOptional));
        if (target is null || !IsHere(owner))
        {
            reading.ReportWithoutSource(owner, place);
            return;
        }

        var arguments = chained is null ? [] : Arguments(chained.Arguments, target, frame);
        RunConstructor(block, owner, new Call(target, block, arguments, chained?.Syntax ?? place));
    }

    /// <summary>The base call of a primary constructor: <c>class Wide(int n) : Block(2 * n)</c>.</summary>
    private IInvocationOperation? PrimaryBaseCall(SyntaxNode? syntax) =>
        (syntax as TypeDeclarationSyntax)?.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } call
            ? OperationOf(call) as IInvocationOperation
            : null;

    private void RunInitializers(BlockDatum block, INamedTypeSymbol type, Frame frame)
    {
        foreach (var member in type.OriginalDefinition.GetMembers().Where(m => !m.IsStatic && m is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol))
        {
            if (Initializer(member) is { } initializer) Store(block, member, Evaluate(initializer, frame));
        }
    }

    private Datum Initialize(Datum created, IObjectOrCollectionInitializerOperation? initializer, Frame frame)
    {
        if (initializer is null || created is UnknownDatum) return created;
        frame.Receivers.Push(created);
        try
        {
            foreach (var operation in initializer.Initializers) Evaluate(operation, frame);
        }
        finally
        {
            frame.Receivers.Pop();
        }

        return created;
    }
}
