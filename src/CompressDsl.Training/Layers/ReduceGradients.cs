namespace CompressDsl.Training;

/// <summary>Gradients of reductions.</summary>
public static unsafe class ReduceGradients
{
    /// <summary>Gradient of a maximum along an axis: goes to the first of the largest elements.</summary>
    /// <param name="x"><c>[Outer, Axis, Inner]</c>.</param>
    /// <param name="dy"><c>[Outer, Inner]</c>.</param>
    /// <param name="dx"><c>[Outer, Axis, Inner]</c>, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    public static void Max(float* x, float* dy, float* dx, AxisShape shape)
    {
        new Span<float>(dx, shape.Outer * shape.Axis * shape.Inner).Clear();
        if (shape.Axis == 0) return;
        for (var o = 0; o < shape.Outer; o++)
        {
            for (var i = 0; i < shape.Inner; i++)
            {
                var start = ((nint)o * shape.Axis * shape.Inner) + i;
                var best = start;
                for (var a = 1; a < shape.Axis; a++)
                {
                    var at = start + ((nint)a * shape.Inner);
                    if (x[at] > x[best]) best = at;
                }

                dx[best] = dy[((nint)o * shape.Inner) + i];
            }
        }
    }
}
