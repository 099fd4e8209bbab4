namespace CompressDsl;

/// <summary>Sets a share of the weights to zero, those of the smallest magnitude.</summary>
/// <remarks>
/// <para>What you write: on a model class it holds for all layers, on a field for that layer or everything in that block.</para>
/// <code>
/// [Prune(0.9, Pattern = PrunePattern.Block16x4)]
/// public sealed partial class Student
/// {
///     private readonly Linear hidden = new(784, 300);
///     [Prune(0)]                                      // overrides the class's: stays dense
///     private readonly Linear head = new(300, 10);
/// }
/// </code>
/// <para>
/// What you get: this share of the weights is zero in the deployed model. Training raises the share along a cubic schedule and keeps
/// the zeros to its end; the build leaves zero blocks out of the assembly and out of the computation. The default is global
/// unstructured L1 magnitude pruning: all pruned layers of the model compete. Biases are never pruned. The checkpoint keeps the dense
/// weights beside the mask, so pruning can be undone.
/// </para>
/// <para>
/// With <see cref="PrunePattern.Channels"/> whole channels go: the outputs of a layer together with the batch norms, depthwise convolutions and
/// added layers that share them and with the columns of the layers behind, so that the compiled network is a smaller dense one. The share
/// holds for each such group, whatever the scope; a note names the layers whose channels have to stay. The checkpoint keeps all channels.
/// </para>
/// <para>
/// It is invalid with a share outside [0, 1), on a class that is neither model nor block, and on a field that is neither layer nor block.
/// </para>
/// </remarks>
/// <param name="sparsity">Share of zeros, at least 0 and below 1: 0.9 leaves every tenth weight.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class PruneAttribute(double sparsity) : Attribute
{
    /// <summary>Share of zeros, at least 0 and below 1.</summary>
    public double Sparsity { get; } = sparsity;

    /// <summary>Which weights go together; default <see cref="PrunePattern.Unstructured"/>.</summary>
    public PrunePattern Pattern { get; set; } = PrunePattern.Unstructured;

    /// <summary>Over what the share is reached; default <see cref="PruneScope.Global"/>.</summary>
    public PruneScope Scope { get; set; } = PruneScope.Global;
}
