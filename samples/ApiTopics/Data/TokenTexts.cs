using CompressDsl.Training;

namespace ApiTopics.Data;

/// <summary>Texts as token ids.</summary>
/// <param name="Tokens">By text.</param>
/// <param name="Samples">The same with their topics, for training and evaluation.</param>
internal sealed record TokenTexts(int[][] Tokens, InMemoryDataset Samples)
{
    /// <summary>Applies a tokenizer.</summary>
    public static TokenTexts Of(ApiText[] texts, Func<string, int[]> tokenizer, int maxTokens)
    {
        var tokens = new int[texts.Length][];
        Parallel.For(0, texts.Length, i => tokens[i] = tokenizer(texts[i].Text));
        return new(tokens, InMemoryDataset.FromTokens(tokens, [.. texts.Select(t => t.Topic)], TopicNames.All.Length, maxTokens));
    }
}
