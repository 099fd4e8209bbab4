namespace CompressDsl;

/// <summary>Sets a share of the weights to zero, by default those of the smallest magnitude.</summary>
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
/// What you get: this share of the weights is zero in the deployed model. Training raises the share along a schedule (a cubic one
/// where its options say nothing else) and keeps the zeros to its end; the build leaves zero blocks out of the assembly and out of the
/// computation. The default is global unstructured L1 magnitude pruning: all pruned layers of the model compete. Biases are never pruned.
/// The checkpoint keeps the dense weights beside the mask, so pruning can be undone.
/// </para>
/// <para>
/// With <see cref="PrunePattern.Channels"/> whole channels go: the outputs of a layer together with the batch norms, depthwise convolutions and
/// added layers that share them and with the columns of the layers behind, so that the compiled network is a smaller dense one. The share
/// holds for each such group; where <c>Scope = PruneScope.Global</c> is written, the channels of all of them compete, and with ErdosRenyi and
/// Sensitivity each group loses a share of its own. The build after training has the widths that training found. A note names the layers whose channels have to stay. The checkpoint keeps all channels.
/// </para>
/// <para>
/// With <see cref="PrunePattern.NM"/> N of every M consecutive weights stay, in every layer alike, or, with the scopes ErdosRenyi and
/// Sensitivity, in the mean over the layers, each of which has an N of its own; the share is then that of the pattern:
/// </para>
/// <code>
/// [Prune(0.5, Pattern = PrunePattern.NM, N = 2, M = 4)]
/// </code>
/// <para>
/// N:M, <see cref="PrunePattern.Block8x4"/> and <see cref="PrunePattern.Rows"/> zero weights that the kernels compute with all the same; a note
/// tells how far. They are for other machines, for a smaller file, and for comparison.
/// </para>
/// <para>
/// <see cref="Criterion"/> says which weights go first. Taylor, Movement and Wanda, and the scope Sensitivity, are measured while the network is trained (or by
/// <c>Student.Prune(path, data)</c>); a build of a checkpoint without masks takes the smallest weights instead, and a warning says so.
/// <see cref="Scope"/> says how the share is distributed over layers, and <see cref="Floor"/> how much of each stays:
/// </para>
/// <code>
/// [Prune(0.95, Criterion = PruneCriterion.Taylor, Floor = 0.01)]
/// [Prune(0.95, Scope = PruneScope.ErdosRenyi)]
/// [Prune(0.95, Scope = PruneScope.Sensitivity)]           // needs data, as Taylor does
/// </code>
/// <para>
/// It is invalid with settings that contradict each other, with a share outside [0, 1), on a class that is neither model nor block, and on a field that is neither layer nor block.
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

    /// <summary>Over what the share is reached; default <see cref="PruneScope.Global"/>, of channels and N:M <see cref="PruneScope.Layer"/>.</summary>
    public PruneScope Scope { get; set; } = PruneScope.Global;

    /// <summary>Which weights go first; default <see cref="PruneCriterion.L1"/>.</summary>
    public PruneCriterion Criterion { get; set; } = PruneCriterion.L1;

    /// <summary>
    /// Share of the weights that stays in every layer, at least 0 (the default) and at most what stays of all of them. Where layers lose the
    /// same share, which they do with <see cref="PruneScope.Layer"/>, and with N:M and channels where no other scope is written, there is none.
    /// </summary>
    public double Floor { get; set; }

    /// <summary>Of every <see cref="M"/> consecutive weights so many stay: at least 1, less than M; default 2. For <see cref="PrunePattern.NM"/> only.</summary>
    public int N { get; set; } = 2;

    /// <summary>Weights of a group, 2 to 64; default 4. The share of zeros must be (M - N) / M. For <see cref="PrunePattern.NM"/> only.</summary>
    public int M { get; set; } = 4;
}
