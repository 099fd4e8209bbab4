using System.Numerics.Tensors;
using ApiTopics.Data;

namespace ApiTopics;

/// <summary>A network's answers to texts.</summary>
internal sealed class Answers(TopicNetwork network, TokenTexts texts)
{
    private readonly float[] topics = new float[TopicNames.All.Length];

    /// <summary>Number of texts.</summary>
    public int Count => texts.Tokens.Length;

    /// <summary>Answers all texts.</summary>
    public void RunAll()
    {
        foreach (var tokens in texts.Tokens)
        {
            network(tokens, topics);
        }
    }

    /// <summary>Share of texts whose topic gets the largest number.</summary>
    public double Accuracy()
    {
        var right = 0;
        for (var i = 0; i < Count; i++)
        {
            network(texts.Tokens[i], topics);
            right += TensorPrimitives.IndexOfMax<float>(topics) == texts.Samples.Labels[i] ? 1 : 0;
        }

        return (double)right / Count;
    }
}
