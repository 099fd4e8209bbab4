using CompressDsl.Samples;

namespace ApiTopics;

/// <summary>This sample's files.</summary>
internal static class TopicFiles
{
    /// <summary>The checkpoints.</summary>
    public static SampleFolder Folder { get; } = SampleFolder.Here("Topic");
}
