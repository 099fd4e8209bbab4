namespace CompressDsl.Runtime.V1;

/// <summary>Where a sum over a piece of nibbles begins: -8 times its activations, which undoes that nibbles are stored 8 too large.</summary>
/// <param name="Halves">
/// The number in two halves of 16 bits: of the first two of every four activations, and (above) of the last two. The sums of both are
/// within 16 bits when the piece is done, whatever happens on the way.
/// </param>
/// <param name="Whole">The number itself.</param>
public readonly record struct NibbleStart(int Halves, int Whole);
