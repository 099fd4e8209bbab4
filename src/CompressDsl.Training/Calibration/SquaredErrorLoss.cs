using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Sum of the squared differences between the values and their grid values.</summary>
internal sealed class SquaredErrorLoss : IRangeLoss
{
    /// <inheritdoc/>
    public double? Of(BinnedValues values, ActivationGrid grid)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Centres.Length; i++)
        {
            double error = values.Centres[i] - grid.FakeQuantize(values.Centres[i]);
            sum += values.Counts[i] * error * error;
        }

        return sum;
    }
}
