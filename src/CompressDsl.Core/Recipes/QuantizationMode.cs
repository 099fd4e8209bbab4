namespace CompressDsl;

/// <summary>How activations are treated in a quantised layer.</summary>
public enum QuantizationMode
{
    /// <summary>8-bit activations whose ranges were fixed in training or by calibration: the fastest code.</summary>
    Static,

    /// <summary>8-bit activations whose range is measured at every call: no calibration needed.</summary>
    Dynamic,

    /// <summary>Float activations; only the weights are stored in few bits.</summary>
    WeightOnly,
}
