namespace ApiTopics.Data;

/// <summary>What a text is used for.</summary>
internal enum Part
{
    /// <summary>70 %: the weights are fitted to it.</summary>
    Training,

    /// <summary>10 %: choices are made on it.</summary>
    Validation,

    /// <summary>20 %: the figures that are reported.</summary>
    Test,
}
