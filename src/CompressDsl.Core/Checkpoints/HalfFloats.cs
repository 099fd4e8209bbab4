namespace CompressDsl.Core;

/// <summary>Exact widening of 16-bit floats, and the nearest 16-bit float.</summary>
internal static class HalfFloats
{
    public static float[] FromBrain(byte[] bytes)
    {
        var bits = new int[bytes.Length / 2];
        for (var i = 0; i < bits.Length; i++) bits[i] = (bytes[2 * i] | (bytes[(2 * i) + 1] << 8)) << 16;
        return LittleEndian.FloatsOfBits(bits);
    }

    /// <summary>The smallest bfloat16 that is not below <paramref name="value"/>, which is not negative.</summary>
    public static float NextBrain(float value)
    {
        var bits = LittleEndian.BitsOfFloats([value])[0];
        return LittleEndian.FloatsOfBits([(bits & 0xFFFF) == 0 ? bits : (bits & ~0xFFFF) + 0x10000])[0];
    }

    /// <summary>The bits of floats that are bfloat16.</summary>
    /// <exception cref="ArgumentException">One of them is none.</exception>
    public static ushort[] BitsOfBrain(float[] values) => [.. LittleEndian.BitsOfFloats(values).Select(bits => (bits & 0xFFFF) == 0
        ? (ushort)(bits >> 16)
        : throw new ArgumentException($"{InvariantText.Of(LittleEndian.FloatsOfBits([bits])[0])} is no bfloat16."))];

    public static float[] FromHalf(byte[] bytes)
    {
        var bits = new int[bytes.Length / 2];
        for (var i = 0; i < bits.Length; i++) bits[i] = Widen(bytes[2 * i] | (bytes[(2 * i) + 1] << 8));
        return LittleEndian.FloatsOfBits(bits);
    }

    /// <summary>The nearest half of each float, ties to even; infinite from 65520 on.</summary>
    public static byte[] ToHalf(byte[] floats)
    {
        var bytes = new byte[floats.Length / 2];
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var half = Narrow(floats[2 * i] | (floats[(2 * i) + 1] << 8) | (floats[(2 * i) + 2] << 16) | (floats[(2 * i) + 3] << 24));
            bytes[i] = (byte)half;
            bytes[i + 1] = (byte)(half >> 8);
        }

        return bytes;
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

    private static int Narrow(int bits)
    {
        const int nan = 0x7E00, infinity = 0x7C00, smallestNormal = 113 << 23, firstInfinite = 0x477FF000;
        var sign = (bits >> 16) & 0x8000;
        var size = bits & 0x7FFFFFFF;
        if (size > 0x7F800000) return sign | nan;
        if (size >= firstInfinite) return sign | infinity;
        if (size >= smallestNormal) return sign | ShiftToEven(size - (112 << 23), 13);
        var shift = 126 - (size >> 23);
        return shift > 24 ? sign : sign | ShiftToEven((size & 0x7FFFFF) | 0x800000, shift);
    }

    private static int ShiftToEven(int value, int shift)
    {
        var whole = value >> shift;
        var twiceRest = (value & ((1 << shift) - 1)) * 2;
        var one = 1 << shift;
        return twiceRest > one || (twiceRest == one && (whole & 1) == 1) ? whole + 1 : whole;
    }
}
