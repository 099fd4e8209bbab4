namespace CompressDsl;

/// <summary>Says how the packed weights of a model lie in the assembly, or in the file beside it.</summary>
/// <remarks>
/// <para>What you write:</para>
/// <code>
/// [Quantize(Bits = 4)]
/// [Prune(0.9)]
/// [Storage(StorageMode.Small)]
/// public sealed partial class Student
/// {
///     ...
/// }
/// </code>
/// <para>
/// What you get: the same network, bit for bit. With <see cref="StorageMode.Small"/> its packed weights are entropy-coded, under a checksum:
/// sparse matrices by what is near each weight, the rest with rANS (Duda 2013). They are decoded once, at first use, into what the kernels
/// read; that takes time and, for a moment, the memory of both. <see cref="ModelReport.BytesAfter"/> and the line that the build
/// prints tell what it is worth, <see cref="ModelReport.BytesLoaded"/> what is in memory. Unstructured zeros gain most.
/// </para>
/// <para>It is invalid on a class that is not a model. A class inherits it.</para>
/// </remarks>
/// <param name="mode">How the weights are stored; models without the attribute are <see cref="StorageMode.Fast"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StorageAttribute(StorageMode mode) : Attribute
{
    /// <summary>How the weights are stored.</summary>
    public StorageMode Mode { get; } = mode;
}
