using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Training;

/// <summary>Turns a training graph into calls over the rows of a shard.</summary>
internal sealed class TrainingLowering
{
    private readonly TrainingGraph training;
    private readonly List<ValueSlot> values = [];
    private readonly Dictionary<int, int> slotOf = [];
    private readonly ILookup<int, string> parameterOf;
    private readonly ILookup<string, int> contributionsTo;
    private readonly NameTable valueNames = new("rows", "shard", "values", "parameters", "gradients", "sample", "count");
    private readonly NameTable kernelNames = new();
    private readonly List<string> points = [];
    private readonly List<NormCall> norms = [];
    private readonly List<BiasCall> biases = [];
    private readonly List<MeasuredCall> measured = [];
    private readonly List<LayerCall> layers = [];
    private readonly Dictionary<int, int> copies = [];
    private int dropouts;
    private readonly List<TrainingStep> forward = [];
    private readonly List<TrainingStep> backward = [];
    private List<TrainingStep> steps;

    private TrainingLowering(TrainingGraph training)
    {
        this.training = training;
        steps = forward;
        var contributions = training.Gradients
            .SelectMany(g => g.Contributions.Select(c => (Node: c, ((Parameter)Graph[g.Parameter].Operator).Key))).ToArray();
        parameterOf = contributions.ToLookup(c => c.Node, c => c.Key);
        contributionsTo = contributions.ToLookup(c => c.Key, c => c.Node);
    }

    public ModelGraph Graph => training.Graph;

    public IReadOnlyList<ValueSlot> Values => values;

    /// <summary>Lowers the forward and the backward pass and plans the memory of a shard.</summary>
    public static TrainingProgram Lower(TrainingGraph training) => new TrainingLowering(training).Run();

    /// <summary>The memory of node <paramref name="id"/>, made at its first mention.</summary>
    public int SlotOf(int id) => slotOf.TryGetValue(id, out var slot) ? slot : slotOf[id] = AddSlot(Graph[id].Name, Graph[id].Type, ValuePlace.Shard);

    public int AddSlot(string name, TensorType type, ValuePlace place, int? source = null)
    {
        values.Add(new ValueSlot(values.Count, valueNames.Unique(Identifier.Camel(name)), type, place, 0, source));
        return values.Count - 1;
    }

    /// <summary>Makes node <paramref name="id"/> live in slot <paramref name="slot"/>.</summary>
    public void Place(int id, int slot) => slotOf[id] = slot;

    public string KernelName(string name) => kernelNames.Unique(Identifier.Pascal(name));

    public void Add(TrainingStep step) => steps.Add(step);

    /// <summary>The number of quantisation point <paramref name="key"/>.</summary>
    public int PointOf(string key)
    {
        if (!points.Contains(key)) points.Add(key);
        return points.IndexOf(key);
    }

    /// <summary>The number of a layer whose inputs are measured.</summary>
    public int MeasuredOf(MeasuredCall layer)
    {
        if (!measured.Contains(layer)) measured.Add(layer);
        return measured.IndexOf(layer);
    }

    /// <summary>
    /// Notes a bias that the compiled network adds as an integer: weights with a scale per output behind a static quantisation point.
    /// </summary>
    public void NoteBias(int operand, Parameter weight, Parameter? bias)
    {
        if (weight.Compression is not { Bits: < 32, Mode: QuantizationMode.Static, Grid.GroupSize: 0 }) return;
        if (SharedGrids.PointOf(Graph, operand) is { Mode: QuantizationMode.Static } point)
            biases.Add(new BiasCall(bias?.Key, weight.Key, point.Key));
    }

    /// <summary>Notes the next layer that multiplies with a matrix; in the code, what it is called through.</summary>
    public string LayerOf(Parameter weight, Parameter? bias)
    {
        layers.Add(new LayerCall(weight.Key, bias?.Key));
        return $"shard.Layer({Literal.Of(layers.Count - 1)})";
    }

    public int NextDropout() => dropouts++;

    /// <summary>Notes a batch norm and returns its number.</summary>
    public int AddNorm(Node node, Operators.BatchNormTraining norm)
    {
        norms.Add(new NormCall(Prefix(((Parameter)Graph[node.Inputs[1]].Operator).Key), node.Inputs[0], node.Type.Shape.Columns, norm.Epsilon, norm.Momentum)
        {
            Positions = node.Type.Shape.Rows,
        });
        return norms.Count - 1;
    }

    /// <summary>The number of the batch norm with gain <paramref name="gain"/> whose operand is node <paramref name="operand"/>.</summary>
    public int NormOf(int operand, string gain) => norms.FindIndex(n => n.Operand == operand && n.Key == Prefix(gain));

    /// <summary>Keys of the parameters to whose gradient node <paramref name="id"/> contributes.</summary>
    public IEnumerable<string> ParametersOf(int id) => parameterOf[id];

    /// <summary>Whether a parameter's gradient is one product over all rows of a shard: it is stored, not added to zeros.</summary>
    public bool IsStored(string key)
    {
        var nodes = contributionsTo[key].Select(n => Graph[n]).ToArray();
        return nodes.Length == 1 && nodes[0].Operator is LinearWeightGradient && Graph[nodes[0].Inputs[0]].Type.Shape.Named is null;
    }

    private TrainingProgram Run()
    {
        PlaceInputs();
        foreach (var node in Graph.Nodes.Take(training.ForwardCount)) Lower(node);
        CopyOutputsThatLieElsewhere();
        steps = backward;
        foreach (var seed in training.OutputGradients) Accumulate(Graph[seed]);
        foreach (var node in Graph.Nodes.Skip(training.ForwardCount).Where(n => n.Operator is not Input)) Lower(node);

        var outputs = training.Outputs.Select(OutputSlot).ToArray();
        var seeds = training.OutputGradients.Select(SlotOf).ToArray();
        var given = Graph.Inputs.Skip(Graph.Inputs.Count - seeds.Length - training.LossInputs).Take(training.LossInputs).Select(SlotOf).ToArray();
        var (placed, floats) = MemoryPlan.Place(values, [.. forward, .. backward], forward.Count, outputs.Concat(seeds), given);
        return new TrainingProgram(
            Graph.Name, PlaceParameters(), placed, forward.ToArray(), backward.ToArray(), outputs, seeds, floats,
            points.ToArray(), norms.ToArray(), biases.ToArray())
        {
            LossInputs = given,
            Measured = measured.ToArray(),
            Layers = layers.ToArray(),
            OutputLayers = training.Outputs.Select(o => OutputLayers.Of(Graph, o)).ToArray(),
        };
    }

    /// <summary>
    /// The loss reads outputs in the shard's memory: an input that is handed through as an output is copied there, and a feature that is
    /// handed through by a quantisation point.
    /// </summary>
    private void CopyOutputsThatLieElsewhere()
    {
        var features = training.Outputs.Skip(training.Outputs.Count - training.Features).Select(SlotOf).Where(s => values[s].Source is not null);
        foreach (var slot in training.Outputs.Select(SlotOf).Where(s => values[s].Place == ValuePlace.Floats).Concat(features).Distinct().ToArray())
        {
            var copy = copies[slot] = AddSlot(values[slot].Name + "Output", values[slot].Type, ValuePlace.Shard);
            var length = Literal.Of(values[slot].Length);
            Add(new LibraryCall($"{values[slot].Name}: handed through", "ParameterMemory.TakeColumns", new[]
            {
                CallArgument.Read(slot), CallArgument.Write(copy), CallArgument.Code($"new({{rows}}, {length}, {length})"),
            }));
        }
    }

    private int OutputSlot(int node) => copies.TryGetValue(SlotOf(node), out var copy) ? copy : SlotOf(node);

    private void PlaceInputs()
    {
        var inputs = Graph.Inputs.Take(Graph.Inputs.Count - training.OutputGradients.Count - training.LossInputs).Select(i => Graph[i]).ToArray();
        var floats = inputs.Where(i => i.Type.Element == ElementType.Float32).ToArray();
        foreach (var input in inputs.Except(floats)) Place(input.Id, AddSlot(input.Name, input.Type, ValuePlace.Tokens));
        if (floats.Length == 1)
        {
            Place(floats[0].Id, AddSlot(floats[0].Name, floats[0].Type, ValuePlace.Floats));
            return;
        }

        var total = floats.Sum(i => i.Type.Shape.Elements);
        var offset = 0;
        foreach (var input in floats)
        {
            var length = input.Type.Shape.Elements;
            Add(new LibraryCall($"{input.Name}: part of the sample's floats", "ParameterMemory.TakeColumns", new[]
            {
                CallArgument.Code($"shard.Floats + {Literal.Of(offset)}"), CallArgument.Write(SlotOf(input.Id)),
                CallArgument.Code($"new({{rows}}, {Literal.Of(total)}, {Literal.Of(length)})"),
            }));
            offset += length;
        }
    }

    private void Lower(Node node)
    {
        if (node.Operator is Input or Parameter) return;
        node.Operator.Lower(new TrainingContext(this, node));
        if (node.Operator is not TrainingOperator { SumsOverBatch: true }) Accumulate(node);
    }

    /// <summary>A value that is a parameter's gradient for one sample is added up over the samples.</summary>
    private void Accumulate(Node node)
    {
        foreach (var key in ParametersOf(node.Id))
        {
            Add(new LibraryCall($"gradient of {key}", "ParameterMemory.AddRows", new[]
            {
                CallArgument.Read(SlotOf(node.Id)), CallArgument.Gradient(key),
                CallArgument.Code("{rows}"), CallArgument.Code(Literal.Of(node.Type.Shape.Elements)),
            }));
        }
    }

    private static string Prefix(string key) => key.Substring(0, key.LastIndexOf('.'));

    private ParameterSlot[] PlaceParameters()
    {
        var names = new NameTable();
        var offset = 0;
        var slots = new List<ParameterSlot>();
        foreach (var node in Graph.Parameters)
        {
            var slot = new ParameterSlot((Parameter)node.Operator, names.Unique(Identifier.Pascal(node.Name)), offset) { IsGradientStored = IsStored(((Parameter)node.Operator).Key) };
            slots.Add(slot);
            offset = MemoryPlan.Align(offset + slot.Length);
        }

        return slots.ToArray();
    }
}
