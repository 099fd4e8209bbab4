namespace CompressDsl.Generator.Graph;

/// <summary>What becomes of the values under a window.</summary>
internal enum PoolKind
{
    Max,

    /// <summary>The mean of the values that lie inside the image.</summary>
    Average,

    /// <summary>The sum divided by the size of the window: the padding counts as zeros.</summary>
    AverageWithPadding,
}
