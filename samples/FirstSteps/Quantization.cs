using CompressDsl.Core;

namespace FirstSteps;

/// <summary>Numbers to integers and back: <c>round([1, 2, 3, 4, 5] * 2)</c>.</summary>
internal static class Quantization
{
    public static bool Run(TextWriter to)
    {
        float[] values = [1, 2, 3, 4, 5];

        // A grid whose neighbours are 1/2 apart: times 2, rounded.
        var grid = new ActivationGrid(Scale: 0.5f, ZeroPoint: 0);
        var integers = values.Select(grid.Quantize).ToArray();
        var back = integers.Select(q => grid.Dequantize(q)).ToArray();

        to.WriteLine($"values    {string.Join(' ', values)}");
        to.WriteLine($"integers  {string.Join(' ', integers)}");
        to.WriteLine($"and back  {string.Join(' ', back)}");
        return integers.SequenceEqual(new byte[] { 2, 4, 6, 8, 10 }) && back.SequenceEqual(values);
    }
}
