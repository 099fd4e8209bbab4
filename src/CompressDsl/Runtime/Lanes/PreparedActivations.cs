using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Activations in the form that is cheapest for <see cref="IInt32Lanes{TSelf}.DotAddPrepared"/>: tables with 4 bytes for every four of them.
/// Three pointers and not one with distances, so that an access is one instruction, with the number of the four as its index.
/// </summary>
public readonly unsafe struct PreparedActivations
{
    /// <summary>The activations as they are, for tiers that gain nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PreparedActivations(byte* activations) => Values = activations;

    /// <summary>Activations in two parts.</summary>
    /// <param name="magnitudes">|a - 128| of every activation.</param>
    /// <param name="signs">-1 where a - 128 is negative, else 0, of every activation.</param>
    /// <param name="missing">What a product with one of the fours is short by.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PreparedActivations(byte* magnitudes, byte* signs, int* missing)
    {
        Values = magnitudes;
        Signs = signs;
        Missing = missing;
    }

    /// <summary>The activations, or their magnitudes.</summary>
    public byte* Values { get; }

    /// <summary>The signs; null where the activations are as they are.</summary>
    public byte* Signs { get; }

    /// <summary>What products are short by; null where the activations are as they are.</summary>
    public int* Missing { get; }
}
