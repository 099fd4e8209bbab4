using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What the training library has to know about a generated network.</summary>
public sealed record NetworkPlan
{
    // Looking for them costs memory, and a step of training must not.
    private TableRange[]? tables;
    private int? fixedTokens;

    /// <summary>Names and shapes of inputs and outputs.</summary>
    public required ModelSignature Signature { get; init; }

    /// <summary>What the attributes ask for; the order of its weights is that of <see cref="Parameters"/>.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>What Forward computes, a line for every value: name, <c>=</c>, operator with its settings and operands.</summary>
    public string Forward { get; init; } = "";

    /// <summary>
    /// <see cref="Forward"/> by names: parameters of one network mean something else in another one, even if they are called the same and have the
    /// same shapes.
    /// </summary>
    public IEnumerable<Setting> ForwardSettings => Forward.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(" = ", 2)).Where(parts => parts.Length == 2).Select(parts => new Setting($"Forward {parts[0]}", parts[1]));

    /// <summary>The tensors, one per weight of the recipe.</summary>
    public required EquatableArray<ParameterPlace> Parameters { get; init; }

    /// <summary>Length of the flat array of parameters.</summary>
    public required int ParameterFloats { get; init; }

    /// <summary>Memory of one sample in a shard.</summary>
    public required int FloatsPerSample { get; init; }

    /// <summary>Where the outputs lie in a shard's memory, in the order of the signature.</summary>
    public required EquatableArray<OutputPlace> Outputs { get; init; }

    /// <summary>Where the values of fields lie that hints compare; none without hints.</summary>
    public EquatableArray<FeaturePlace> Features { get; init; }

    /// <summary>Where the model's own loss lies; null where it has none.</summary>
    public LossPlace? OwnLoss { get; init; }

    /// <summary>Keys of the quantisation points by number.</summary>
    public EquatableArray<string> Points { get; init; }

    /// <summary>The batch norms.</summary>
    public EquatableArray<NormPlace> Norms { get; init; }

    /// <summary>Layers whose inputs are measured, by their number in the code.</summary>
    public EquatableArray<MeasuredInput> Measured { get; init; }

    /// <summary>The layers that multiply with a matrix, by their number in the code; one that is called twice is there twice.</summary>
    public EquatableArray<LayerPlace> Layers { get; init; }

    /// <summary>The channels that can be rescaled between layers.</summary>
    public EquatableArray<ScalingGroup> Scalings { get; init; }

    /// <summary>Biases of layers with 8-bit weights and a static input range.</summary>
    public EquatableArray<BiasPlace> Biases { get; init; }

    /// <summary>The lookup tables, in the order of their places.</summary>
    internal IReadOnlyList<TableRange> Tables => tables ??= [.. TableIndices.Select(i => new TableRange(Parameters[i].Offset, Recipe.Weights[i].Shape[0], Recipe.Weights[i].Shape[1]))];

    /// <summary>Places of the gradients that the backward pass stores.</summary>
    internal IEnumerable<(int Start, int Length)> StoredGradients =>
        Enumerable.Range(0, Parameters.Count).Where(i => Parameters[i].IsGradientStored).Select(i => (Parameters[i].Offset, Recipe.Weights[i].Count)).OrderBy(p => p.Offset);

    private IEnumerable<int> TableIndices => Enumerable.Range(0, Parameters.Count).Where(i => Recipe.Weights[i].Kind == WeightKind.Table).OrderBy(i => Parameters[i].Offset);

    /// <summary>The same for a backward pass that adds all gradients.</summary>
    internal NetworkPlan WithAddedGradients() => this with { Parameters = new(Parameters.Select(p => p with { IsGradientStored = false })) };

    /// <summary>Refuses token ids that a table has no row for.</summary>
    internal void CheckTokens(ReadOnlySpan<int> ids)
    {
        if (Tables.Count == 0) return;
        var smallest = 0;
        for (var t = 1; t < Tables.Count; t++) smallest = Tables[t].Rows < Tables[smallest].Rows ? t : smallest;
        foreach (var id in ids)
        {
            if ((uint)id < (uint)Tables[smallest].Rows) continue;
            throw new ArgumentException(
                $"A sample has the token id {id}; {Recipe.Weights[TableIndices.ElementAt(smallest)].Key} of {Recipe.Model} has rows 0 to {Tables[smallest].Rows - 1}.");
        }
    }

    /// <summary>Refuses a sample with another number of token ids where the model takes a fixed one.</summary>
    internal void CheckCount(int tokens)
    {
        fixedTokens ??= Signature.Inputs.Any(p => p.IsTokens && p.Varies) ? 0 : Signature.MaxTokens;
        if (fixedTokens > 0 && tokens != fixedTokens) throw new ArgumentException($"{Signature.Model} takes {fixedTokens} token ids, but a sample has {tokens}.");
    }

    /// <summary>Floats that the batch norms need in a shard.</summary>
    public int StatisticsFloats => Norms.Sum(n => GhostBatchNorm.StatisticsLength(n.Channels));

    /// <summary>Whether point <paramref name="point"/> has a range of its own (static mode).</summary>
    internal bool IsStatic(int point) => Recipe.Activations.Any(a => a.Key == Points[point] && a.Mode == QuantizationMode.Static);

    /// <summary>Bits of the grid of point <paramref name="point"/>.</summary>
    internal int BitsOf(int point) => Recipe.Activations.First(a => a.Key == Points[point]).Bits;

    /// <summary>Number of floats of parameter <paramref name="parameter"/>.</summary>
    internal int LengthOf(int parameter) => Recipe.Weights[parameter].Count;

    /// <summary>First float of the parameter <paramref name="key"/>.</summary>
    internal int OffsetOf(string key) => Parameters[IndexOf(key)].Offset;

    /// <summary>Number of the parameter <paramref name="key"/>.</summary>
    internal int IndexOf(string key)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Key == key) return i;
        }

        throw new ArgumentException($"{Recipe.Model} has no parameter '{key}'.");
    }
}
