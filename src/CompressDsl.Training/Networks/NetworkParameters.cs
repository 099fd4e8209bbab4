using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// The parameters of a network in training: the dense ones that the optimiser moves, the masks, the activation ranges, and the effective
/// parameters that the network computes with (masked, and on their grids once quantisation has begun).
/// </summary>
public sealed unsafe partial class NetworkParameters
{
    private readonly NetworkPlan plan;
    private readonly PinnedFloats effective;
    private readonly byte[]?[] masks;
    private readonly GridKernel?[] grids;
    private readonly int[] pointBits;
    private readonly (int Weight, int Bias, int Shift, int Point)[] biases;
    private bool isCompressed;

    /// <summary>Zeros everywhere; see <see cref="Start"/> and <see cref="Read"/>.</summary>
    /// <param name="plan">The network.</param>
    public NetworkParameters(NetworkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        Dense = new PinnedFloats(plan.ParameterFloats);
        effective = new PinnedFloats(plan.ParameterFloats);
        masks = new byte[]?[plan.Parameters.Count];
        Ranges = new ValueRange[plan.Points.Count];
        Grids = new ActivationGrid[plan.Points.Count];
        grids = [.. plan.Recipe.Weights.Select(w => w.IsQuantized ? new GridKernel(w) : null)];
        pointBits = [.. Enumerable.Range(0, plan.Points.Count).Select(plan.BitsOf)];
        Statistics = new PruneStatistics(plan);
        Array.Fill(Ranges, ValueRange.Empty);
        biases = BiasesOf(plan);
    }

    /// <summary>What the optimiser moves.</summary>
    public PinnedFloats Dense { get; }

    /// <summary>What the network computes with, as of the last <see cref="Refresh"/>.</summary>
    public float* Effective => isCompressed ? effective.Pointer : Dense.Pointer;

    /// <summary>Running ranges of the quantisation points.</summary>
    public ValueRange[] Ranges { get; }

    /// <summary>Their grids, as of the last <see cref="Refresh"/>.</summary>
    public ActivationGrid[] Grids { get; }

    /// <summary>Whether weights and activations are on their grids.</summary>
    public bool IsQuantizing { get; private set; }

    /// <summary>Whether batch norms use their running statistics (and those behind linear layers are part of the weights).</summary>
    public bool AreNormsFrozen { get; private set; }

    /// <summary>What is measured for pruning.</summary>
    internal PruneStatistics Statistics { get; }

    /// <summary>Number of times that masks were made, in hundredths of the schedule; -1 before.</summary>
    public int MaskStage { get; internal set; } = -1;

    /// <summary>Share of zeros in the weights that are pruned.</summary>
    public double Sparsity
    {
        get
        {
            long zeros = 0, all = 0;
            foreach (var mask in masks.OfType<byte[]>())
            {
                zeros += mask.Length - mask.Sum(m => (long)m);
                all += mask.Length;
            }

            return all == 0 ? 0 : (double)zeros / all;
        }
    }

    private bool HasMasks
    {
        get
        {
            foreach (var mask in masks)
            {
                if (mask is not null) return true;
            }

            return false;
        }
    }

    /// <summary>Fills all parameters with their start values.</summary>
    /// <param name="seed">The same seed gives the same numbers.</param>
    public void Start(ulong seed)
    {
        for (var i = 0; i < plan.Parameters.Count; i++) plan.Parameters[i].Start.Fill(SpanOf(i), seed, i);
    }

    /// <summary>Makes the effective parameters and the grids of this step.</summary>
    /// <param name="runner">The threads.</param>
    public void Refresh(ShardRunner? runner = null)
    {
        isCompressed = IsQuantizing || HasMasks;
        for (var p = 0; p < Ranges.Length; p++) Grids[p] = Ranges[p].ToGrid(pointBits[p]);
        if (!isCompressed) return;
        if (runner is null)
        {
            for (var i = 0; i < plan.Parameters.Count; i++) RefreshTensor(i);
        }
        else
        {
            runner.Run(plan.Parameters.Count, refreshTensor ??= RefreshTensor);
        }

        if (IsQuantizing) RoundBiases();
    }

    /// <summary>Lifts all masks: the dense weights are seen again.</summary>
    public void Unprune() => Array.Clear(masks);

    /// <summary>What the masks hide is zero from now on; the masks are gone.</summary>
    internal void KeepMaskedOnly()
    {
        for (var i = 0; i < masks.Length; i++)
        {
            if (masks[i] is { } mask) MaskKernel.Apply(SpanOf(i), mask);
        }

        Unprune();
        Refresh();
    }

    /// <summary>The parameter's dense values.</summary>
    /// <param name="parameter">Its number in the plan.</param>
    public Span<float> SpanOf(int parameter) => Dense.Slice(plan.Parameters[parameter].Offset, plan.LengthOf(parameter));

    /// <summary>Forgets scales that were learned: they follow the weights again.</summary>
    internal void MeasureScales()
    {
        foreach (var grid in grids.OfType<GridKernel>()) grid.Given = null;
    }

    /// <summary>The grid of parameter <paramref name="parameter"/>, or null where it stays float.</summary>
    internal GridKernel? GridOf(int parameter) => grids[parameter];

    /// <summary>The parameter's mask, or null.</summary>
    internal byte[]? MaskOf(int parameter) => masks[parameter];

    /// <summary>The effective values of parameter <paramref name="parameter"/>, as of the last <see cref="Refresh"/>.</summary>
    internal ReadOnlySpan<float> EffectiveOf(int parameter) =>
        new(Effective + plan.Parameters[parameter].Offset, plan.LengthOf(parameter));

    private Action<int>? refreshTensor;

    private void RefreshTensor(int parameter)
    {
        var values = effective.Slice(plan.Parameters[parameter].Offset, plan.LengthOf(parameter));
        SpanOf(parameter).CopyTo(values);
        if (masks[parameter] is { } mask) MaskKernel.Apply(values, mask);
        if (IsQuantizing) grids[parameter]?.Snap(effective.Pointer + plan.Parameters[parameter].Offset);
    }
}
