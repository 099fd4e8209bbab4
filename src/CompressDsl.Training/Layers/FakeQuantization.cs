using System.Numerics;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Activations on their grid, held as floats: forward the exact numbers of the compiled network, backward the straight-through
/// gradient, which is zero where a value was clipped.
/// </summary>
public static unsafe class FakeQuantization
{
    /// <summary><c>y = (clamp(roundToEven(x / scale + shift) + zeroPoint, 0, highest) - zeroPoint) * scale</c>.</summary>
    /// <param name="x">Values.</param>
    /// <param name="y">Result, may be <paramref name="x"/>.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="shift">Moves the borders between the grid's values, in steps; 0 but to see how much depends on them.</param>
    public static void Forward(float* x, float* y, int count, ActivationGrid grid, float shift = 0)
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
        {
            var level = Vector.Round((Vector.Load(x + i) * grid.InverseScale) + new Vector<float>(shift)) + new Vector<float>(grid.ZeroPoint);
            level = Vector.Min(Vector.Max(level, Vector<float>.Zero), new Vector<float>(grid.Highest));
            ((level - new Vector<float>(grid.ZeroPoint)) * grid.Scale).Store(y + i);
        }

        for (; i < count; i++)
        {
            var level = Math.Clamp(MathF.Round((x[i] * grid.InverseScale) + shift) + grid.ZeroPoint, 0f, grid.Highest);
            y[i] = (level - grid.ZeroPoint) * grid.Scale;
        }
    }

    /// <summary><c>dx = dy</c> where x lies on the grid, 0 where it was clipped.</summary>
    /// <param name="pass">x, dy and dx.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="grid">The grid.</param>
    public static void Backward(in LayerPass pass, int count, ActivationGrid grid)
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= count - width; i += width)
        {
            var level = Vector.Round(Vector.Load(pass.X + i) * grid.InverseScale) + new Vector<float>(grid.ZeroPoint);
            var inside = Vector.GreaterThanOrEqual(level, Vector<float>.Zero) & Vector.LessThanOrEqual(level, new Vector<float>(grid.Highest));
            Vector.ConditionalSelect(inside, Vector.Load(pass.DY + i), Vector<float>.Zero).Store(pass.DX + i);
        }

        for (; i < count; i++)
        {
            var level = MathF.Round(pass.X[i] * grid.InverseScale) + grid.ZeroPoint;
            pass.DX[i] = level >= 0f && level <= grid.Highest ? pass.DY[i] : 0f;
        }
    }

    /// <summary>
    /// Gradient of the step of the grid (Esser et al. 2020): <c>dy * (q - x / scale)</c> where x lies on the grid, <c>dy * q</c> where it was
    /// clipped, with q counted from the zero point; summed up in double, in the order of the values.
    /// </summary>
    /// <param name="x">Values.</param>
    /// <param name="dy">Gradient of the result.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="grid">The grid.</param>
    public static double StepGradient(float* x, float* dy, int count, ActivationGrid grid)
    {
        var (sum, low, high) = (0.0, -grid.ZeroPoint, grid.Highest - grid.ZeroPoint);
        for (var i = 0; i < count; i++)
        {
            var place = x[i] * grid.InverseScale;
            var q = MathF.Round(place);
            sum += dy[i] * (q < low ? low : q > high ? high : (double)(q - place));
        }

        return sum;
    }
}
