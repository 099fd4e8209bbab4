using System.Runtime.Intrinsics;

namespace CompressDsl.Training;

/// <summary>Masks applied to floats.</summary>
internal static unsafe class MaskKernel
{
    /// <summary>Sets values to zero where the mask is 0.</summary>
    /// <param name="values">Weights or gradients.</param>
    /// <param name="mask">As long; 1 = kept, 0 = pruned.</param>
    public static void Apply(Span<float> values, ReadOnlySpan<byte> mask)
    {
        var i = 0;
        fixed (float* v = values)
        fixed (byte* m = mask)
        {
            for (; i <= values.Length - 8; i += 8)
            {
                var wide = Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)(m + i)).AsByte());
                var keep = Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide));
                (Vector256.Load(v + i) * Vector256.ConvertToSingle(keep.AsInt32())).Store(v + i);
            }
        }

        for (; i < values.Length; i++) values[i] *= mask[i];
    }
}
