namespace CompressDsl.Core;

/// <summary>Exact widening of 16-bit floats.</summary>
internal static class HalfFloats
{
    public static float[] FromBrain(byte[] bytes)
    {
        var bits = new int[bytes.Length / 2];
        for (var i = 0; i < bits.Length; i++) bits[i] = (bytes[2 * i] | (bytes[(2 * i) + 1] << 8)) << 16;
        return LittleEndian.FloatsOfBits(bits);
    }

    public static float[] FromHalf(byte[] bytes)
    {
        var bits = new int[bytes.Length / 2];
        for (var i = 0; i < bits.Length; i++) bits[i] = Widen(bytes[2 * i] | (bytes[(2 * i) + 1] << 8));
        return LittleEndian.FloatsOfBits(bits);
    }

    // Sign, 5 bits of exponent (bias 15), 10 bits of mantissa, to sign, 8 bits (bias 127), 23 bits.
    private static int Widen(int half)
    {
        var sign = (half & 0x8000) << 16;
        var exponent = (half >> 10) & 31;
        var mantissa = half & 0x3FF;
        if (exponent == 31) return sign | 0x7F800000 | (mantissa << 13);
        if (exponent != 0) return sign | ((exponent + 112) << 23) | (mantissa << 13);
        if (mantissa == 0) return sign;
        exponent = 113;
        while ((mantissa & 0x400) == 0)
        {
            mantissa <<= 1;
            exponent--;
        }

        return sign | (exponent << 23) | ((mantissa & 0x3FF) << 13);
    }
}
