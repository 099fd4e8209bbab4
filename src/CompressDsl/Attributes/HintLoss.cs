namespace CompressDsl;

/// <summary>What a field learns from the field that a <see cref="HintAttribute"/> names.</summary>
public enum HintLoss
{
    /// <summary>
    /// The values themselves: their mean squared difference, behind a linear projection of the student's features (of every place of an image) that is
    /// trained along where the widths differ. Romero et al. 2015, "FitNets: Hints for Thin Deep Nets".
    /// </summary>
    Features,

    /// <summary>
    /// Where in an image the large values lie: squares are added up over the channels, and the maps, each of length 1, compared. Zagoruyko and Komodakis
    /// 2017, "Paying More Attention to Attention".
    /// </summary>
    Attention,

    /// <summary>How far samples are from each other, in units of their mean distance. Park et al. 2019, "Relational Knowledge Distillation".</summary>
    RelationalDistance,

    /// <summary>The angles between any three samples. Park et al. 2019, "Relational Knowledge Distillation".</summary>
    RelationalAngle,
}
