using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>How much values lose on a grid.</summary>
internal interface IRangeLoss
{
    /// <summary>The loss; comparable between grids for the same values. Null where the grid is finer than the histogram can tell.</summary>
    /// <param name="values">The values.</param>
    /// <param name="grid">The grid.</param>
    double? Of(BinnedValues values, ActivationGrid grid);
}
