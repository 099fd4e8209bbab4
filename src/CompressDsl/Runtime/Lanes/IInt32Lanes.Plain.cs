using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Products in 16 bits, for weights of which the build proved that no sum leaves them, see <see cref="PlainProducts{TLanes, TChain}"/>. Lanes
/// whose dot product is exact and cheap anyway do not have them.
/// </content>
public unsafe partial interface IInt32Lanes<TSelf>
{
    /// <summary>Whether products in 16 bits are cheaper; only then are the other members of this group called.</summary>
    static virtual bool GainsFromProofs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <summary>Four activations as they are, in all lanes: an operand of <see cref="DotAddPlain"/> and <see cref="DotAddChain"/>.</summary>
    static virtual TSelf BroadcastPlain(byte* fourActivations) => throw new NotSupportedException();

    /// <summary>As <see cref="DotAdd"/> of the activations as they are; the sum of two products saturates at 16 bits.</summary>
    static virtual TSelf DotAddPlain(TSelf sum, TSelf activations, sbyte* weights) => throw new NotSupportedException();

    /// <summary><see cref="DotAddPlain"/> twice.</summary>
    static virtual TSelf DotAddPlainTwo(TSelf sum, TSelf first, sbyte* firstWeights, TSelf second, sbyte* secondWeights) =>
        TSelf.DotAddPlain(TSelf.DotAddPlain(sum, first, firstWeights), second, secondWeights);

    /// <summary>Two of <see cref="DotAddPlain"/>, added in 16 bits (which wraps) before they are widened.</summary>
    static virtual TSelf DotAddChain(TSelf sum, TSelf first, sbyte* firstWeights, TSelf second, sbyte* secondWeights) =>
        throw new NotSupportedException();
}
