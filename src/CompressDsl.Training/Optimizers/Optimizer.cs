namespace CompressDsl.Training;

/// <summary>
/// Moves parameters along their gradients. Works element by element: any division of the parameters into blocks gives the same bits.
/// </summary>
/// <example><code>
/// var adam = new Adam();
/// var state = adam.CreateState(weights.Length);
/// adam.Update(weights, gradients, state, 0, new UpdateSettings(Step: 1, LearningRate: 1e-3f));
/// </code></example>
public abstract record Optimizer
{
    /// <summary>Floats remembered per parameter: 0, 1 or 2.</summary>
    public abstract int StatesPerParameter { get; }

    /// <summary>The settings in words; part of what a resumed run compares.</summary>
    public abstract string Describe();

    /// <summary>Refuses settings out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the text names it and the range.</exception>
    public abstract void Validate();

    /// <summary>Empty memory for <paramref name="count"/> parameters.</summary>
    public OptimizerState CreateState(int count) =>
        new(StatesPerParameter > 0 ? new float[count] : [], StatesPerParameter > 1 ? new float[count] : []);

    /// <summary>Updates a block of parameters.</summary>
    /// <param name="weights">The block.</param>
    /// <param name="gradients">Its gradients, as long.</param>
    /// <param name="state">Memory of all parameters.</param>
    /// <param name="offset">Where the block begins among all parameters.</param>
    /// <param name="settings">This step's settings.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Update(Span<float> weights, ReadOnlySpan<float> gradients, OptimizerState state, int offset, in UpdateSettings settings)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (weights.Length != gradients.Length) throw new ArgumentException($"There are {weights.Length} weights, but {gradients.Length} gradients.");
        var first = StatesPerParameter > 0 ? state.First.AsSpan(offset, weights.Length) : default;
        var second = StatesPerParameter > 1 ? state.Second.AsSpan(offset, weights.Length) : default;
        Update(new UpdateBlock(weights, gradients, first, second), settings);
    }

    /// <summary>Updates a block of parameters.</summary>
    private protected abstract void Update(UpdateBlock block, in UpdateSettings settings);
}
