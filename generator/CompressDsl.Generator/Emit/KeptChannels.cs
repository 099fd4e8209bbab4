using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Emit;

/// <summary>How many channels a checkpoint leaves in every group, where the channels of all layers compete; without one, what their shapes say.</summary>
internal static class KeptChannels
{
    /// <summary>From a group's name to the number of its channels that stay; null where nothing competes. Without weights most are not known.</summary>
    /// <param name="graph">The network as it was declared.</param>
    /// <param name="asked">What its attributes ask for.</param>
    /// <param name="checkpoint">The weights, or null.</param>
    public static Func<string, int?>? Of(ModelGraph graph, Recipe asked, Checkpoint? checkpoint)
    {
        if (!graph.Parameters.Any(p => p.Operator is Parameter { Compression.ChannelsCompete: true })) return null;
        try
        {
            var counts = checkpoint is null ? ChannelCounts.OfShapes(asked) : ChannelCounts.Of(asked, checkpoint);
            return group => counts.TryGetValue(group, out var kept) ? kept : null;
        }
        catch (CheckpointException)
        {
            // Packing meets the same problem, and reports it.
            return null;
        }
    }
}
