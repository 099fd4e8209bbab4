namespace CompressDsl.Training;

/// <summary>The Huber loss of a difference: half its square up to 1, linear beyond.</summary>
internal static class Huber
{
    public static double Loss(double x) => Math.Abs(x) <= 1 ? 0.5 * x * x : Math.Abs(x) - 0.5;

    public static double Gradient(double x) => Math.Clamp(x, -1, 1);
}
