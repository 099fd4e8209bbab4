namespace ApiTopics.Data;

/// <summary>One summary and the topic of the API that it describes.</summary>
/// <param name="Text">Plain words.</param>
/// <param name="Topic">Index into <see cref="TopicNames.All"/>.</param>
internal sealed record ApiText(string Text, int Topic)
{
    /// <summary>Decided by the text alone, so that it stays when other texts come and go.</summary>
    public Part Part => (StableHash.Of(Text, seed: 1) % 10) switch
    {
        < 7 => Part.Training,
        7 => Part.Validation,
        _ => Part.Test,
    };
}
