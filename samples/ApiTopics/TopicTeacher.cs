using ApiTopics.Features;
using CompressDsl;
using static CompressDsl.Functional;

namespace ApiTopics;

/// <summary>The large network that the student learns from, in float.</summary>
public sealed partial class TopicTeacher
{
    private readonly EmbeddingBag words = new(TeacherTokenizer.Buckets, 128);
    private readonly Linear hidden = new(128, 256);
    private readonly Linear topics = new(256, 16);

    private Value Forward([Input(DType.Int32, Max = TeacherTokenizer.MaxTokens)] Value tokens)
    {
        var bag = Dropout(words.Forward(tokens), 0.3);
        return topics.Forward(Dropout(Relu(hidden.Forward(bag)), 0.3));
    }
}
