namespace CompressDsl.Training;

/// <summary>Clipping by the norm over all gradients together.</summary>
public static class GradientClipping
{
    /// <summary>The factor that brings a norm down to <paramref name="limit"/>; 1 when it is not above, or when there is no limit (0).</summary>
    /// <param name="norm">From <see cref="FixedSum.Squares"/>, square root taken.</param>
    /// <param name="limit">Largest norm, or 0 for none.</param>
    public static float Scale(double norm, double limit) => limit > 0 && norm > limit ? (float)(limit / norm) : 1f;

    /// <summary>Scales gradients in place so that their norm is at most <paramref name="limit"/>.</summary>
    /// <returns>The norm before.</returns>
    public static double Clip(Span<float> gradients, double limit)
    {
        var norm = Math.Sqrt(FixedSum.Squares(gradients));
        var scale = Scale(norm, limit);
        if (scale != 1f) System.Numerics.Tensors.TensorPrimitives.Multiply(gradients, scale, gradients);
        return norm;
    }
}
