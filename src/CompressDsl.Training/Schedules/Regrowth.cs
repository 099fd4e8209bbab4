namespace CompressDsl.Training;

/// <summary>Whether pruned weights may come back.</summary>
public enum Regrowth
{
    /// <summary>Weights behind a mask are not trained.</summary>
    None,

    /// <summary>
    /// Dynamic network surgery (Guo et al. 2016): the dense weights are trained through the masks, and a weight that has grown behind its
    /// mask comes back when masks are made next.
    /// </summary>
    Surgery,

    /// <summary>
    /// RigL (Evci et al. 2020): when masks are made, some of the smallest weights go and as many come back, at zero, where the gradient is
    /// largest; 30 % of the weights that are left at first, fewer later.
    /// </summary>
    Gradient,
}
