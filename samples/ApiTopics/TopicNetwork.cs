namespace ApiTopics;

/// <summary>A compiled network: token ids in, one number per topic out.</summary>
internal delegate void TopicNetwork(ReadOnlySpan<int> tokens, Span<float> topics);
