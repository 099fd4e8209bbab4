using ApiTopics.Features;
using CompressDsl;
using static CompressDsl.Functional;

namespace ApiTopics;

/// <summary>The network that is shipped: 8 bit, four blocks of five of its table zero, taught by <see cref="TopicTeacher"/>.</summary>
[Quantize(Bits = 8)]
[Prune(0.805, Pattern = PrunePattern.Block16x4)]
[Distill(typeof(TopicTeacher), Temperature = 3, Alpha = 0.9)]
public sealed partial class TopicStudent
{
    private readonly EmbeddingBag words = new(StudentTokenizer.Buckets, 16);
    [Prune(0)]
    private readonly Linear hidden = new(16, 128);
    [Prune(0)]
    private readonly Linear topics = new(128, 16);

    private Value Forward([Input(DType.Int32, Max = StudentTokenizer.MaxTokens)] Value tokens) =>
        topics.Forward(Relu(hidden.Forward(words.Forward(tokens))));
}
