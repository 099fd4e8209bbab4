using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>
/// The step that Adam and AdamW share. One rounding per operation in vectors and in the rest alike, so that blocks may begin anywhere.
/// </summary>
internal static class AdamKernel
{
    /// <summary>Updates a block.</summary>
    public static void Update(UpdateBlock block, AdamRates r)
    {
        ref var w = ref MemoryMarshal.GetReference(block.Weights);
        ref var g = ref MemoryMarshal.GetReference(block.Gradients);
        ref var m = ref MemoryMarshal.GetReference(block.First);
        ref var v = ref MemoryMarshal.GetReference(block.Second);
        nuint i = 0, length = (nuint)block.Weights.Length, width = (nuint)Vector<float>.Count;
        var epsilon = new Vector<float>(r.Epsilon);
        for (; i + width <= length; i += width)
        {
            var weight = Vector.LoadUnsafe(ref w, i);
            var gradient = (Vector.LoadUnsafe(ref g, i) * r.GradientScale) + (weight * r.Penalty);
            var mean = (Vector.LoadUnsafe(ref m, i) * r.Beta1) + (gradient * r.OneMinusBeta1);
            var square = (Vector.LoadUnsafe(ref v, i) * r.Beta2) + (gradient * gradient * r.OneMinusBeta2);
            mean.StoreUnsafe(ref m, i);
            square.StoreUnsafe(ref v, i);
            var step = mean * r.StepSize / ((Vector.SquareRoot(square) * r.InverseRoot) + epsilon);
            ((weight * r.Shrink) - step).StoreUnsafe(ref w, i);
        }

        for (; i < length; i++)
        {
            var weight = Unsafe.Add(ref w, i);
            var gradient = (Unsafe.Add(ref g, i) * r.GradientScale) + (weight * r.Penalty);
            var mean = Unsafe.Add(ref m, i) = (Unsafe.Add(ref m, i) * r.Beta1) + (gradient * r.OneMinusBeta1);
            var square = Unsafe.Add(ref v, i) = (Unsafe.Add(ref v, i) * r.Beta2) + (gradient * gradient * r.OneMinusBeta2);
            var step = mean * r.StepSize / ((MathF.Sqrt(square) * r.InverseRoot) + r.Epsilon);
            Unsafe.Add(ref w, i) = (weight * r.Shrink) - step;
        }
    }
}
