using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>The fields of a model and of its blocks that hold layers and blocks, with the calls that Forward makes of them.</summary>
internal sealed class FieldTable
{
    private readonly List<(OwnedDatum Held, ISymbol Member)> members = [];
    private readonly Dictionary<OwnedDatum, List<Datum>> calls = [];

    /// <summary>What members hold, in the order in which they were written.</summary>
    public IReadOnlyList<(OwnedDatum Held, ISymbol Member)> Members => members;

    /// <summary>Notes what a field, property or primary-constructor parameter holds.</summary>
    public void Add(OwnedDatum held, ISymbol member)
    {
        if (!members.Any(m => ReferenceEquals(m.Held, held))) members.Add((held, member));
    }

    /// <summary>Notes a call; returns its result.</summary>
    public Datum Call(OwnedDatum called, Datum result)
    {
        if (!calls.TryGetValue(called, out var results)) calls.Add(called, results = []);
        results.Add(result);
        return result;
    }

    /// <summary>The layers and blocks that a field holds: itself, or the elements of an array or list.</summary>
    public static IEnumerable<OwnedDatum> Objects(OwnedDatum held) =>
        held is SequenceDatum sequence ? sequence.Items.OfType<OwnedDatum>().SelectMany(Objects) : [held];

    /// <summary>All of them by path.</summary>
    /// <param name="built">The graph that the calls grew.</param>
    /// <param name="graph">What became of it; edges keep their names.</param>
    public EquatableArray<FieldEdge> Edges(GraphBuilder built, ModelGraph graph)
    {
        var names = new HashSet<string>(graph.Nodes.Select(n => n.Name), StringComparer.Ordinal);
        var objects = members.SelectMany(m => Objects(m.Held)).Distinct().Where(o => !o.IsRoot && o.Path is not null);
        return new EquatableArray<FieldEdge>(objects.Select(o => EdgeOf(o, built, names)).OrderBy(e => e.Path, StringComparer.Ordinal));
    }

    private FieldEdge EdgeOf(OwnedDatum field, GraphBuilder built, HashSet<string> names)
    {
        var results = calls.TryGetValue(field, out var all) ? all : [];
        var edge = results.Count == 1 && results[0] is NodeDatum node ? built[node.Id].Name : "";
        return new FieldEdge(field.Path!, names.Contains(edge) ? edge : "", results.Count);
    }
}
