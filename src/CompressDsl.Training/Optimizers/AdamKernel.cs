using System.Numerics;
using System.Runtime.CompilerServices;
using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>
/// The step that Adam and AdamW share. One rounding per operation in vectors and in the rest alike, so that blocks may begin anywhere.
/// </summary>
internal static unsafe class AdamKernel
{
    // The four arrays are read once a step, from far away: that many floats ahead the memory is asked for them.
    private const int Ahead = 512;

    /// <summary>Updates a block.</summary>
    public static void Update(UpdateBlock block, AdamRates rates)
    {
        var length = block.Weights.Length;
        fixed (float* w = block.Weights, g = block.Gradients, m = block.First, v = block.Second)
        {
            var i = Lines(w, g, m, v, (length & -Prefetch.Line, rates));
            for (; i < length; i++)
            {
                var gradient = (g[i] * rates.GradientScale) + (w[i] * rates.Penalty);
                m[i] = (m[i] * rates.Beta1) + (gradient * rates.OneMinusBeta1);
                v[i] = (v[i] * rates.Beta2) + (gradient * gradient * rates.OneMinusBeta2);
                var step = m[i] * rates.StepSize / ((MathF.Sqrt(v[i]) * rates.InverseRoot) + rates.Epsilon);
                w[i] = (w[i] * rates.Shrink) - step;
            }
        }
    }

    /// <summary>Whole cache lines; returns how many floats they were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Lines(float* w, float* g, float* m, float* v, (int Length, AdamRates Rates) step)
    {
        var (length, r) = step;
        // Read from the rates within the loop they would be loaded and spread anew for every vector.
        Vector<float> scale = new(r.GradientScale), penalty = new(r.Penalty), beta1 = new(r.Beta1), oneMinusBeta1 = new(r.OneMinusBeta1);
        Vector<float> beta2 = new(r.Beta2), oneMinusBeta2 = new(r.OneMinusBeta2), stepSize = new(r.StepSize);
        Vector<float> inverseRoot = new(r.InverseRoot), epsilon = new(r.Epsilon), shrink = new(r.Shrink);
        for (var line = 0; line < length; line += Prefetch.Line)
        {
            Prefetch.Into(w + line + Ahead);
            Prefetch.Into(g + line + Ahead);
            Prefetch.Into(m + line + Ahead);
            Prefetch.Into(v + line + Ahead);
            for (var i = line; i < line + Prefetch.Line; i += Vector<float>.Count)
            {
                var weight = Vector.Load(w + i);
                var gradient = (Vector.Load(g + i) * scale) + (weight * penalty);
                var mean = (Vector.Load(m + i) * beta1) + (gradient * oneMinusBeta1);
                var square = (Vector.Load(v + i) * beta2) + (gradient * gradient * oneMinusBeta2);
                mean.Store(m + i);
                square.Store(v + i);
                var move = mean * stepSize / ((Vector.SquareRoot(square) * inverseRoot) + epsilon);
                ((weight * shrink) - move).Store(w + i);
            }
        }

        return length;
    }
}
