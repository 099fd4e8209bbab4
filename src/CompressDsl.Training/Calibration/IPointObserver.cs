namespace CompressDsl.Training;

/// <summary>Is shown the values of every quantisation point before they are put on their grid.</summary>
internal unsafe interface IPointObserver
{
    /// <summary>Receives values, in the order of the samples; may be called several times for one point of a block.</summary>
    /// <param name="point">Number of the point.</param>
    /// <param name="x">First value.</param>
    /// <param name="count">How many.</param>
    void Observe(int point, float* x, int count);
}
