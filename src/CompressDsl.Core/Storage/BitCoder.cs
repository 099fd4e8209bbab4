namespace CompressDsl.Core;

/// <summary>Codes bits by their probabilities, or finds them again: a model is written once for both directions.</summary>
internal abstract class BitCoder
{
    /// <summary>Codes <paramref name="bit"/> and gives it back, or gives the next coded bit.</summary>
    /// <param name="bit">0 or 1; a decoder does not read it.</param>
    /// <param name="probability">That the bit is 1, in 65536ths: 1 to 65535.</param>
    public abstract int Code(int bit, int probability);
}
