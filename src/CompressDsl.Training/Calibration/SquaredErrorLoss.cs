using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Sum of the squared differences between the values and their grid values.</summary>
internal sealed class SquaredErrorLoss : IRangeLoss
{
    /// <inheritdoc/>
    public double? Of(BinnedValues values, ActivationGrid grid)
    {
        var sum = 0.0;
        ReadOnlySpan<float> centres = values.Centres;
        ReadOnlySpan<long> counts = values.Counts;
        for (var i = 0; i < centres.Length; i++)
        {
            double error = centres[i] - grid.FakeQuantize(centres[i]);
            sum += counts[i] * error * error;
        }

        return sum;
    }
}
