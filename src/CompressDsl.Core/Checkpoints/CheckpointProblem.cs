namespace CompressDsl.Core;

/// <summary>Why a checkpoint cannot be used.</summary>
public enum CheckpointProblem
{
    /// <summary>The file ends before its header or its data do.</summary>
    Truncated,

    /// <summary>The header's length is impossible.</summary>
    HeaderLength,

    /// <summary>The header is not the JSON that safetensors wants.</summary>
    HeaderText,

    /// <summary>A tensor's bytes lie outside the file, overlap another's, leave a gap, or are not shape times element size.</summary>
    Offsets,

    /// <summary>Two tensors have one name.</summary>
    DuplicateName,

    /// <summary>The element type is not supported (at all, or for a weight).</summary>
    ElementType,

    /// <summary>A weight, scale or range is NaN, infinite or out of its domain.</summary>
    Value,

    /// <summary>The checkpoint was written by a newer version of CompressDsl.</summary>
    NewerSchema,

    /// <summary>The network needs a tensor that is not there.</summary>
    MissingTensor,

    /// <summary>The network has no use for a tensor that is there.</summary>
    UnknownTensor,

    /// <summary>A tensor has another shape than the network.</summary>
    Shape,

    /// <summary>A statically quantised point has no range.</summary>
    MissingRange,

    /// <summary>The checkpoint was trained for another recipe.</summary>
    OtherRecipe,

    /// <summary>The integer sums of a layer do not fit into 32 bits.</summary>
    Overflow,

    /// <summary>The file cannot be opened or read.</summary>
    File,
}
