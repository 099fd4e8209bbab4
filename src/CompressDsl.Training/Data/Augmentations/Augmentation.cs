namespace CompressDsl.Training;

/// <summary>
/// A random change of a sample's features that leaves its answer as it is. Derive from it for changes of your own; they must draw from the
/// random numbers that they are given alone, so that a resumed run sees what it would have seen.
/// </summary>
/// <example><code>
/// public sealed record Noise(float Deviation) : Augmentation
/// {
///     public override void Apply(Span&lt;float&gt; features, ref CounterRandom random)
///     {
///         foreach (ref var f in features) f += Deviation * (float)random.NextNormal();
///     }
/// }
/// </code></example>
public abstract record Augmentation
{
    /// <summary>Refuses samples of a size that it cannot change, and settings out of range.</summary>
    /// <param name="features">Floats of a sample.</param>
    /// <exception cref="ArgumentException">A sample has another size, or a setting is out of range; the text names it.</exception>
    public virtual void Check(int features)
    {
    }

    /// <summary>Changes one sample.</summary>
    /// <param name="features">Its floats, changed in place.</param>
    /// <param name="random">Where all chance comes from.</param>
    public abstract void Apply(Span<float> features, ref CounterRandom random);
}
