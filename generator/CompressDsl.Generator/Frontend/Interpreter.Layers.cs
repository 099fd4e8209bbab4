using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Layers and functions of the catalogue: where nodes come from.</content>
internal sealed partial class Interpreter
{
    /// <summary>The name of the layer or input that a node comes from: what functions are named after.</summary>
    private readonly Dictionary<int, string> stems = [];

    /// <summary>Adds a parameter of Forward.</summary>
    public Datum AddInput(int index, string name, TensorType type)
    {
        var id = reading.Graph.Add(new Input(index, type), name);
        stems[id] = name;
        return new NodeDatum(id);
    }

    private Datum LayerCall(LayerDatum layer, IInvocationOperation call, Frame frame)
    {
        layer.IsUsed = true;
        var arguments = Arguments(call.Arguments, call.TargetMethod, frame);
        if (layer.Path is not { } path) return reading.Report(ProblemId.LayerWithoutField, call.Syntax, layer.Definition.Name);
        var binding = new OperatorBinding(layer.Definition, arguments);
        if (binding.Operands(d => Operand(d, call)) is not { } operands) return UnknownDatum.Instance;
        var site = new CallSite(reading.Graph, path, operands, layer.Settings, layer.EffectiveAttributes.ToCompression());
        return Build(layer.Definition, site, path, call);
    }

    private Datum FunctionCall(IInvocationOperation call, Frame frame)
    {
        var arguments = Arguments(call.Arguments, call.TargetMethod, frame);
        return CallFunction(call.TargetMethod.Name, arguments, call);
    }

    private Datum CallFunction(IMethodSymbol method, IReadOnlyList<Datum> operands, IInvocationOperation call)
    {
        var arguments = operands.Select((d, i) => new KeyValuePair<IParameterSymbol, Datum>(method.Parameters[i], d)).ToList();
        return CallFunction(method.Name, arguments, call);
    }

    private Datum CallFunction(string name, IReadOnlyList<KeyValuePair<IParameterSymbol, Datum>> arguments, IOperation place)
    {
        if (OperatorCatalogue.Find(name, SurfaceKind.Function) is not { } definition)
        {
            return reading.Report(ProblemId.UnknownOperator, place.Syntax, name);
        }

        var binding = new OperatorBinding(definition, arguments);
        if (binding.Operands(d => Operand(d, place)) is not { } operands) return UnknownDatum.Instance;
        if (binding.Settings(Reporter(place)) is not { } settings) return UnknownDatum.Instance;
        return BuildFunction(definition, operands, settings, place);
    }

    private Datum BuildFunction(
        OperatorDefinition definition, EquatableArray<int> operands, IReadOnlyDictionary<string, object> settings, IOperation place)
    {
        var stem = operands.Where(stems.ContainsKey).Select(o => stems[o]).FirstOrDefault() ?? reading.Model;
        var name = $"{stem}.{char.ToLowerInvariant(definition.Name[0])}{definition.Name.Substring(1)}";
        return Build(definition, new CallSite(reading.Graph, name, operands, settings, Compression.None), stem, place);
    }

    private Datum Build(OperatorDefinition definition, CallSite site, string stem, IOperation place)
    {
        var first = reading.Graph.Nodes.Count;
        try
        {
            var results = definition.Results(site);
            var span = reading.At(place.Syntax);
            for (var id = first; id < reading.Graph.Nodes.Count; id++)
            {
                stems[id] = stem;
                reading.Spans.Add(reading.Graph[id].Name, span);
            }

            return definition.BuildAll is null ? new NodeDatum(results[0]) : new SequenceDatum(results.Select(id => new NodeDatum(id)));
        }
        catch (ShapeException mismatch)
        {
            var shapes = string.Join(" and ", site.Operands.Select(o => reading.Graph.TypeOf(o).ToString()));
            return reading.Report(ProblemId.ShapeMismatch, place.Syntax, Title(definition, site), mismatch.Message, shapes);
        }
    }

    private static string Title(OperatorDefinition definition, CallSite site) =>
        definition.Kind == SurfaceKind.Layer ? $"{definition.Name} '{site.Name}'" : definition.Name;

    private Action<string, string[]> Reporter(IOperation place) => (id, arguments) => reading.Report(id, place.Syntax, arguments);
}
