namespace CompressDsl.Training;

/// <summary>How weights are rounded to their grid.</summary>
public enum RoundingMethod
{
    /// <summary>Each to its nearest neighbour.</summary>
    Nearest,

    /// <summary>
    /// One input after the other; what a rounding does to the layer's results is made good by the weights that are still to be rounded
    /// (E. Frantar et al., "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", ICLR 2023).
    /// </summary>
    ErrorFeedback,
}
