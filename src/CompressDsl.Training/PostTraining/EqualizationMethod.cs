namespace CompressDsl.Training;

/// <summary>How channels are rescaled between the layer that makes them and those that read them, so that both lie better on their grids.</summary>
public enum EqualizationMethod
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>
    /// Cross-layer equalisation: the largest weights of a channel are made equal where it is made and where it is read (M. Nagel et al.,
    /// "Data-Free Quantization Through Weight Equalization and Bias Correction", ICCV 2019).
    /// </summary>
    CrossLayer,

    /// <summary>
    /// Scale migration: large activations are moved into the weights that read them, as far as
    /// <see cref="PostTrainingOptions.SmoothingStrength"/> says (G. Xiao et al., "SmoothQuant", ICML 2023).
    /// </summary>
    Smooth,
}
