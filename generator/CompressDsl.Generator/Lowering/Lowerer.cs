using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <summary>Turns a network into kernels over buffers: node by node, then the fusions, then the memory plan.</summary>
internal sealed partial class Lowerer : LoweringContext
{
    private readonly ModelGraph graph;
    private readonly UnaryFunctions functions;
    private readonly HashSet<int> tabled;
    private readonly NameTable kernelNames = new(ReservedNames);
    private readonly NameTable bufferNames = new();
    private readonly SectionTable sections = new();
    private readonly List<DataBuffer> buffers = [];
    private readonly List<Primitive> steps = [];
    private readonly Dictionary<int, int> places = [];
    private readonly Dictionary<int, QuantizationPoint> points = [];
    private readonly Dictionary<int, int> floats = [];
    private readonly List<ActivationRecipe> activations = [];
    private Node? node;

    private Lowerer(ModelGraph graph)
    {
        this.graph = graph;
        functions = FunctionTables.Of(graph);
        tabled = FunctionTables.Inside(graph, functions);
    }

    public override Node Node => node!;

    public override ModelGraph Graph => graph;

    public override int Out => PlaceOf(Node);

    private static string[] ReservedNames =>
        ["Run", "Buffers", "Sections", "Section", "Math", "Unsafe", "KernelMath", "LaneMath", "ByteLanes", "GridSection", "RowGrid", "TInt", "TDot", "TFloat", "Chains", "ExactProducts", "PlainProducts", "ChainOfOne", "ChainOfTwo", "MethodImpl"];

    /// <summary>Lowers a graph of simple operators.</summary>
    /// <param name="graph">From the compression passes.</param>
    /// <param name="model">Full type name, for the recipe.</param>
    /// <param name="declared">The network before any pass, for the report; null where it is the same.</param>
    /// <exception cref="NotSupportedException">An operator has no kernels.</exception>
    public static KernelProgram Lower(ModelGraph graph, string model, ModelGraph? declared = null)
    {
        var lowerer = new Lowerer(graph);
        foreach (var node in graph.Nodes) lowerer.Visit(node);
        var outputs = lowerer.PlaceOutputs();
        var fused = PixelLanes.Apply(Borders.Apply(Fusions.Apply(new LoweredSteps(lowerer.buffers, lowerer.steps, lowerer.sections))));
        var plan = BufferPlanner.Plan(fused.Buffers, fused.Steps);
        var used = fused.Sections.UsedBy(fused.Steps);
        var recipe = new Recipe(
            model, RecipeWeights.Of(graph), new EquatableArray<ActivationRecipe>(lowerer.activations), used,
            LayerPlans.Of(declared ?? graph, fused.Steps, fused.Sections));
        return new KernelProgram(
            graph.Name, new EquatableArray<DataBuffer>(plan.Buffers), new EquatableArray<Primitive>(fused.Steps),
            new EquatableArray<int>(graph.Inputs.Select(i => lowerer.places[i])), outputs, plan.ArenaBytes, recipe);
    }

    public override int In(int input)
    {
        var value = Graph[Node.Inputs[input]];
        return points.ContainsKey(Node.Id) || !points.ContainsKey(value.Id) ? PlaceOf(value) : Floats(value);
    }

    public override (int Buffer, string? Grid) Stored(int input)
    {
        var value = Graph[Node.Inputs[input]];
        return points.TryGetValue(value.Id, out var point) && point.RowGrids is null ? (PlaceOf(value), GridOf(point)) : (In(input), null);
    }

    public override MapOperand Operand(int input, Addressing addressing)
    {
        if (IsParameter(input)) return MapOperand.Of(FloatSection(ParameterOf(input)), addressing);
        var (buffer, grid) = Stored(input);
        return MapOperand.Of(buffer, addressing) with { Grid = grid };
    }

    public override int Scratch(string name, BufferElement element, Shape shape) => AddBuffer(name, element, shape, BufferRole.Scratch);

    public override void Alias(int input) => places[Node.Id] = In(input);

    public override string KernelName(string suffix = "") => kernelNames.Unique(Identifier.Pascal(Node.Name) + suffix, "Row", "With", "Formula");

    public override string Section(string name, string kind, params Setting[] settings) => sections.Add(name, kind, settings);

    public override void Emit(Primitive primitive)
    {
        if (primitive is MapPrimitive map && map.Output == places[Node.Id] && points.TryGetValue(Node.Id, out var point))
            primitive = map with { Grid = GridOf(point) };
        steps.Add(primitive);
    }

    private void Visit(Node next)
    {
        node = next;
        if (next.Operator is Input)
        {
            var element = next.Type.Element == ElementType.Int32 ? BufferElement.Int32 : BufferElement.Float32;
            places[next.Id] = AddBuffer(next.Name, element, next.Type.Shape, BufferRole.Input);
            return;
        }

        // What lies between two grids is in the table that makes the second one.
        if (tabled.Contains(next.Id)) return;
        if (SharedGrids.IsMove(graph, next) && points.TryGetValue(next.Inputs[0], out var point))
        {
            if (SharedGrids.PointOf(graph, next.Id) is not null) points[next.Id] = point;
        }

        next.Operator.Lower(this);
    }

    /// <summary>A value that lies on a grid as floats, for kernels that take these only.</summary>
    private int Floats(Node value)
    {
        if (floats.TryGetValue(value.Id, out var known)) return known;
        var shape = value.Type.Shape;
        var rows = shape.Named ?? new Dimension(1);
        var operand = MapOperand.Of(PlaceOf(value)) with { Grid = GridOf(points[value.Id]) };
        var result = floats[value.Id] = AddBuffer(value.Name + ".floats", BufferElement.Float32, shape, BufferRole.Scratch);
        steps.Add(new MapPrimitive(
            kernelNames.Unique(Identifier.Pascal(value.Name) + "Floats"), "Bytes to floats", result,
            new EquatableArray<MapOperand>(operand), Expr.Input(0), rows, shape.Elements / rows.Size));
        return result;
    }

    private string GridOf(QuantizationPoint point) =>
        Section(Identifier.Pascal(point.Key) + "Grid", "grid", new Setting("activation", point.Key));

    private int PlaceOf(Node value)
    {
        if (value.Operator is Parameter parameter)
            throw new NotSupportedException($"parameter '{parameter.Key}' is used where only values can stand");
        if (places.TryGetValue(value.Id, out var place)) return place;
        var element = value.Type.Element == ElementType.Int32 ? BufferElement.Int32
            : points.ContainsKey(value.Id) ? BufferElement.UInt8 : BufferElement.Float32;
        return places[value.Id] = AddBuffer(value.Name, element, value.Type.Shape, BufferRole.Scratch);
    }

    private int AddBuffer(string name, BufferElement element, Shape shape, BufferRole role)
    {
        buffers.Add(new DataBuffer(buffers.Count, bufferNames.Unique(name), element, shape, role));
        return buffers.Count - 1;
    }

    private string FloatSection(Parameter parameter) =>
        Section(Identifier.Pascal(parameter.Key), "float-vector", new Setting("key", parameter.Key));

    /// <summary>Results are written where the caller wants them; what cannot be (an input, a value returned twice) is copied.</summary>
    private EquatableArray<int> PlaceOutputs()
    {
        var result = new List<int>();
        foreach (var output in graph.Outputs)
        {
            var place = points.ContainsKey(output) ? Floats(graph[output]) : PlaceOf(graph[output]);
            var buffer = buffers[place];
            if (buffer.Role == BufferRole.Scratch && buffer.Element == BufferElement.Float32 && steps.Any(s => s.Output == place))
            {
                buffers[place] = buffer with { Role = BufferRole.Output };
                result.Add(place);
                continue;
            }

            var shape = graph[output].Type.Shape;
            var copy = AddBuffer(graph[output].Name + ".copy", buffer.Element, shape, BufferRole.Output);
            var count = shape.Named is { } named ? named with { Size = shape.Elements } : new Dimension(shape.Elements);
            steps.Add(new MovePrimitive(
                kernelNames.Unique(Identifier.Pascal(graph[output].Name) + "Copy"), "Copies a value that is returned as it is", place, copy,
                new EquatableArray<Dimension>(count), new EquatableArray<int>(1), new EquatableArray<int>(1)));
            result.Add(copy);
        }

        return new EquatableArray<int>(result);
    }
}
