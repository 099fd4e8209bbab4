namespace CompressDsl.Training;

/// <summary>
/// The Cholesky factor of a matrix's inverse: of a symmetric A the lower triangle M with <c>A^-1 = M^T M</c>. Row t of M tells how the elements
/// before t make good an error of element t, when those behind it are fixed.
/// </summary>
internal static class InverseFactor
{
    /// <summary>The factor, or null where the matrix is not positive definite.</summary>
    /// <param name="matrix"><c>[n, n]</c>, symmetric; overwritten.</param>
    /// <param name="n">Rows.</param>
    public static double[]? Of(double[] matrix, int n) => Factor(matrix, n) ? Invert(matrix, n) : null;

    /// <summary><c>A = L L^T</c>, in place of the lower triangle.</summary>
    private static bool Factor(double[] a, int n)
    {
        var column = new double[n];
        for (var k = 0; k < n; k++)
        {
            var pivot = Math.Sqrt(a[(k * n) + k]);
            if (!(pivot > 0) || !double.IsFinite(pivot)) return false;
            a[(k * n) + k] = pivot;
            for (var i = k + 1; i < n; i++) column[i] = a[(i * n) + k] /= pivot;
            for (var i = k + 1; i < n; i++) FixedVector.AddScaled(a.AsSpan((i * n) + k + 1, i - k), -column[i], column.AsSpan(k + 1, i - k));
        }

        return true;
    }

    /// <summary><c>M = L^-1</c>, row by row, in place.</summary>
    private static double[] Invert(double[] l, int n)
    {
        var row = new double[n];
        for (var i = 0; i < n; i++)
        {
            var own = l.AsSpan(i * n, n);
            var sum = row.AsSpan(0, i + 1);
            sum.Clear();
            for (var k = 0; k < i; k++) FixedVector.AddScaled(sum[..(k + 1)], -own[k], l.AsSpan(k * n, k + 1));
            sum[i] = 1;
            for (var k = 0; k <= i; k++) sum[k] /= own[i];
            sum.CopyTo(own);
            own[(i + 1)..].Clear();
        }

        return l;
    }
}
