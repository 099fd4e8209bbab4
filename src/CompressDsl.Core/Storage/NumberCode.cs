namespace CompressDsl.Core;

/// <summary>
/// Few numbers of 32 bits: how many bits a number has and its first bits by what was seen before, its last bits as they are (an adaptive
/// Elias gamma code).
/// </summary>
internal sealed class NumberCode
{
    private const int Lengths = 64;
    private const int Even = 1 << 15;
    private const int Modelled = 2;

    private readonly BitMixer lengths = new([Lengths, Lengths * Lengths], 1);
    private readonly BitMixer signs = new([Lengths], 1);
    private readonly BitMixer bits = new([Lengths << Modelled], 1);
    private readonly int[] two = new int[2];
    private readonly int[] one = new int[1];
    private int before;

    /// <summary>Codes a number, or gives the coded one.</summary>
    public int Run(BitCoder coder, int number)
    {
        var magnitude = (uint)(number < 0 ? -(long)number : number);
        var length = Length(coder, magnitude);
        before = length;
        if (length == 0) return 0;
        one[0] = length;
        var negative = signs.Code(coder, number < 0 ? 1 : 0, one, 0) != 0;
        var found = 1u;
        for (var b = length - 2; b >= 0; b--)
        {
            var bit = (int)(magnitude >> b) & 1;
            one[0] = (length << Modelled) | (int)found;
            found = (found << 1) | (uint)(found < 1 << Modelled ? bits.Code(coder, bit, one, 0) : coder.Code(bit, Even));
        }

        return unchecked((int)(negative ? 0u - found : found));
    }

    private int Length(BitCoder coder, uint magnitude)
    {
        var length = 0;
        for (var v = magnitude; v != 0; v >>= 1) length++;
        var node = 1;
        for (var b = 5; b >= 0; b--)
        {
            two[0] = node;
            two[1] = (before * Lengths) + node;
            node = (node << 1) | lengths.Code(coder, (length >> b) & 1, two, 0);
        }

        return Math.Min(32, node - Lengths);
    }
}
