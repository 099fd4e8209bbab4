using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads <c>[Loss]</c>: runs the method on the outputs, the targets and the teacher's outputs, as Forward is run on the inputs.</summary>
internal static class LossReader
{
    public static LossDeclaration? Read(Reading reading, INamedTypeSymbol type, ModelGraph model)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(m => KnownTypes.Attribute(m, KnownTypes.LossAttribute) is not null).ToArray();
        if (methods.Length == 0) return null;
        var (method, place) = (methods[0], reading.At(methods[methods.Length - 1].Locations[0]));
        if (Mistake(methods, model) is { } mistake) return Refuse(reading, place, method.Name, mistake);
        var own = new Reading(type, reading.Libraries, reading.Cancellation);
        var interpreter = new Interpreter(own);
        var arguments = method.Parameters.Select((p, i) => new KeyValuePair<IParameterSymbol, Datum>(p, interpreter.AddInput(i, p.Name, model[model.Outputs[0]].Type))).ToList();
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax();
        var result = interpreter.Inline(new Call(method, null, arguments, syntax), new Frame(null, null));
        reading.Take(own);
        if (own.Failed) return null;
        if (result is not NodeDatum node) return Refuse(reading, place, method.Name, "it returns something that is not a Value");
        var graph = own.Graph.Build(node.Id);
        if (graph[node.Id].Type is not { Element: ElementType.Float32, Shape.Elements: 1 })
            return Refuse(reading, place, method.Name, $"it returns {graph[node.Id].Type} for a sample, and a loss is one number: ReduceSum or ReduceMean gives one");
        if (!ComesFrom(graph, node.Id, graph.Inputs[method.Parameters.ToList().FindIndex(p => p.Name == LossDeclaration.Outputs)]))
            return Refuse(reading, place, method.Name, "its result does not depend on 'outputs', so that nothing could be learned");
        return new LossDeclaration(method.Name, graph, new EquatableArray<string>(method.Parameters.Select(p => p.Name)));
    }

    private static string? Mistake(IMethodSymbol[] methods, ModelGraph model)
    {
        var method = methods[0];
        if (methods.Length > 1) return "the class has several losses, and a model is trained with one";
        if (!method.IsStatic || method.IsGenericMethod) return "it must be static and not generic: it is about values, and layers belong to Forward";
        var strange = method.Parameters.FirstOrDefault(p => p.Name is not (LossDeclaration.Outputs or LossDeclaration.Targets or LossDeclaration.Teacher)
            || !KnownTypes.IsValue(p.Type) || p.RefKind != RefKind.None);
        if (strange is not null) return $"its parameter '{strange.Name}' is none of Value outputs, Value targets, Value teacher";
        if (method.Parameters.All(p => p.Name != LossDeclaration.Outputs)) return "it has no parameter 'Value outputs', what Forward gives";
        if (model.Outputs.Count > 1) return "Forward gives several outputs, and a loss of one's own is about one";
        return model[model.Outputs[0]].Type is { Element: ElementType.Float32, Shape.Named: null } ? null : "Forward gives an output of varying length";
    }

    private static bool ComesFrom(ModelGraph graph, int id, int source)
    {
        var comes = new bool[graph.Nodes.Count];
        foreach (var node in graph.Nodes) comes[node.Id] = node.Id == source || node.Inputs.Any(i => comes[i]);
        return comes[id];
    }

    private static LossDeclaration? Refuse(Reading reading, SourceSpan place, string method, string why)
    {
        reading.Fail();
        reading.Warn(ProblemId.OwnLoss, place, method, why);
        return null;
    }
}
