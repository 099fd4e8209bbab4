namespace CompressDsl.Generator.Training;

/// <summary>Whose memory a value of the training graph is.</summary>
internal enum ValuePlace
{
    /// <summary>The float inputs of the batch.</summary>
    Floats,

    /// <summary>The token ids of the batch.</summary>
    Tokens,

    /// <summary>The shard's own memory.</summary>
    Shard,
}
