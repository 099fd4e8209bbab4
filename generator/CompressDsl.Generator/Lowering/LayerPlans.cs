using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>The lines of the report: one per layer with parameters and per table, in the order of the network.</summary>
internal static class LayerPlans
{
    /// <param name="declared">The network as it was declared, before any pass.</param>
    /// <param name="steps">Its kernels.</param>
    /// <param name="sections">What they read.</param>
    public static EquatableArray<LayerPlan> Of(ModelGraph declared, IReadOnlyList<Primitive> steps, SectionTable sections)
    {
        var layers = declared.Nodes
            .Select(n => (Node: n, Keys: n.Inputs.Select(i => declared[i].Operator).OfType<Parameter>().Select(p => p.Key).ToArray()))
            .Where(n => n.Keys.Length > 0)
            .GroupBy(n => LayerOf(n.Keys[0]), StringComparer.Ordinal);
        return new EquatableArray<LayerPlan>(layers.SelectMany(layer =>
        {
            var keys = layer.SelectMany(n => n.Keys).Distinct(StringComparer.Ordinal).ToArray();
            var kernels = steps.Where(s => KeyOf(s, sections) is { } key && keys.Contains(key)).ToList();
            var plan = new LayerPlan(
                layer.Key, Describe(layer.First().Node, kernels), keys, kernels.OfType<DotPrimitive>().Sum(MacsOf),
                kernels.Count > 0 ? KernelOf(kernels[0]) : "float");
            return Tables(steps, sections, layer.Key).Prepend(plan);
        }));
    }

    /// <summary>The functions behind a layer that are tables.</summary>
    private static IEnumerable<LayerPlan> Tables(IReadOnlyList<Primitive> steps, SectionTable sections, string layer) =>
        from table in steps.OfType<TablePrimitive>()
        let point = sections[table.Table].Get("input")
        where point == layer + ".output" || point.StartsWith(layer + ".output.", StringComparison.Ordinal)
        select new LayerPlan(table.Function, AfterColon(table.Comment)!, default, 0, LayerPlan.Table);

    private static string? KeyOf(Primitive step, SectionTable sections) => WeightsOf(step) is { } section ? sections[section].Find("weight") : null;

    /// <summary>The section with the weights that a step multiplies or looks up, or null.</summary>
    public static string? WeightsOf(Primitive step) => step switch
    {
        DotPrimitive dot => dot.Sections.Weights,
        LookupPrimitive lookup => lookup.Table,
        _ => null,
    };

    private static string Describe(Node node, IReadOnlyList<Primitive> kernels)
    {
        var words = node.Operator.Describe();
        if (kernels.Count == 0) return $"{words} {node.Type.Shape}";
        return AfterColon(kernels[0].Comment) is { } rest ? $"{words} {rest}" : words;
    }

    private static string? AfterColon(string comment) =>
        comment.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? comment.Substring(colon + 2) : null;

    private static long MacsOf(DotPrimitive dot) => (long)dot.Rows.Size * dot.Inputs * dot.Outputs;

    private static string KernelOf(Primitive step) => step switch
    {
        DotPrimitive { Groups: { } groups } dot => (groups.IsNibble ? "int4" : "int8") + "-groups" + dot.Format switch
        {
            DotFormat.Int8 => "",
            DotFormat.DynamicInt8 => "-dynamic",
            _ => "-weights",
        },
        DotPrimitive dot => dot.Format switch
        {
            DotFormat.Float => "float",
            DotFormat.Int8 => "int8",
            DotFormat.Int8Blocks => "int8-block16x4",
            DotFormat.DynamicInt8 => "int8-dynamic",
            DotFormat.DynamicInt8Blocks => "int8-dynamic-block16x4",
            _ => "int8-weights",
        },
        LookupPrimitive lookup => lookup.Blocks ? "table-int8-block16x4" : lookup.Scale is null ? "table-float" : "table-int8",
        _ => "float",
    };

    private static string LayerOf(string key) => key.LastIndexOf('.') is var dot and > 0 ? key.Substring(0, dot) : key;
}
