using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>One use of an operator in a Forward method, with all constants evaluated.</summary>
/// <param name="Graph">Where nodes are added.</param>
/// <param name="Name">Edge name: the layer's state-dict path, or the function's name behind its operand's.</param>
/// <param name="Operands">Ids of the operands.</param>
/// <param name="Settings">Constants by setting name; a missing inferable one is absent, defaults are filled in.</param>
/// <param name="Compression">What the attributes ask for this layer.</param>
internal sealed record CallSite(
    GraphBuilder Graph, string Name, EquatableArray<int> Operands, IReadOnlyDictionary<string, object> Settings, Compression Compression)
{
    public Shape ShapeOf(int operand) => Graph.ShapeOf(Operands[operand]);

    public int Int(string setting) => Find(setting) is int value ? value : throw new ShapeException($"'{setting}' must be given");

    public double Number(string setting) => Convert.ToDouble(Settings[setting], System.Globalization.CultureInfo.InvariantCulture);

    public bool Flag(string setting) => (bool)Settings[setting];

    public int[] Ints(string setting) => (int[])Settings[setting];

    public object? Find(string setting) => Settings.TryGetValue(setting, out var value) ? value : null;

    /// <summary>Adds a node named after the call.</summary>
    public int Add(Operator op, params int[] operands) => Graph.Add(op, Name, operands);

    /// <summary>Adds a node named after the call that takes all operands in order.</summary>
    public int Apply(Operator op) => Add(op, Operands.ToArray());

    /// <summary>The layer's parameter <paramref name="name"/> (<c>weight</c>): shared where the layer is called again.</summary>
    public int Parameter(string name, WeightKind kind, Shape shape, Initializer initializer) =>
        Graph.AddParameter(new Parameter(
            $"{LayerKey}.{name}", kind, TensorType.Float(shape),
            kind is WeightKind.Matrix or WeightKind.Table ? Compression : Compression.None, initializer));

    /// <summary>The layer's weight matrix <paramref name="name"/>, which the checkpoint holds as <paramref name="storage"/> says.</summary>
    public int Matrix(string name, Shape shape, Initializer initializer, ParameterStorage storage) =>
        Graph.AddParameter(new Parameter($"{LayerKey}.{name}", WeightKind.Matrix, TensorType.Float(shape), Compression, initializer) { Storage = storage });

    /// <summary>State-dict prefix of the layer.</summary>
    public string LayerKey { get; init; } = Name;
}
