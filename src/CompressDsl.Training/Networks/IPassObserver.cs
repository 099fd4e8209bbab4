namespace CompressDsl.Training;

/// <summary>Is shown values of a forward pass, in the order of the samples; may be called several times for one place of a block.</summary>
internal unsafe interface IPassObserver
{
    /// <summary>Receives the values of a quantisation point before they are put on their grid.</summary>
    /// <param name="point">Number of the point.</param>
    /// <param name="x">First value.</param>
    /// <param name="count">How many.</param>
    void Point(int point, float* x, int count)
    {
        // Not everyone looks at points.
    }

    /// <summary>Receives what a layer is about to multiply with its matrix.</summary>
    /// <param name="layer">Number of the layer.</param>
    /// <param name="x">Images with channels last; of a fully connected layer, one pixel per row.</param>
    /// <param name="shape">The sizes.</param>
    void Layer(int layer, float* x, in ConvolutionShape shape)
    {
        // Not everyone looks at layers.
    }
}
