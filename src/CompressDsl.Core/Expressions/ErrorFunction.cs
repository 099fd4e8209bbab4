namespace CompressDsl.Core;

/// <summary>The Gauss error function in double precision.</summary>
public static class ErrorFunction
{
    private const double TwoOverSqrtPi = 1.1283791670955126;

    /// <summary>erf(x) with an error of a few units in the last place.</summary>
    /// <example><code>ErrorFunction.Erf(0.5) // 0.5204998778130465</code></example>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        var size = Math.Abs(x);
        var value = size < 2.5 ? Series(size) : size < 6 ? 1 - Complement(size) : 1;
        return x < 0 ? -value : value;
    }

    // 2/sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!: every term is positive, nothing cancels.
    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return TwoOverSqrtPi * Math.Exp(-x * x) * sum;
    }

    // erfc as the continued fraction exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + ...))), from its far end.
    private static double Complement(double x)
    {
        var tail = x;
        for (var n = 80; n > 0; n--) tail = x + (n / 2.0 / tail);
        return TwoOverSqrtPi / 2 * Math.Exp(-x * x) / tail;
    }
}
