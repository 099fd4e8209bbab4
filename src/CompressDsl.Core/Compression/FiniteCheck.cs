namespace CompressDsl.Core;

/// <summary>Finds NaN and infinity in the raw bytes of float tensors (all exponent bits set), without decoding them.</summary>
internal static class FiniteCheck
{
    /// <exception cref="CheckpointException">An element is NaN or infinite.</exception>
    public static void Require(CheckpointTensor tensor)
    {
        var index = FirstBad(tensor);
        if (index < 0) return;
        throw new CheckpointException(
            CheckpointProblem.Value,
            $"Tensor '{tensor.Name}' holds NaN or infinity at element {index}: training diverged, or the file is damaged.", tensor.Name);
    }

    private static int FirstBad(CheckpointTensor tensor)
    {
        var bytes = tensor.Bytes;
        switch (tensor.Element)
        {
            case TensorElement.F32:
                for (var i = 3; i < bytes.Length; i += 4) if ((bytes[i] & 0x7F) == 0x7F && bytes[i - 1] >= 0x80) return i / 4;
                return -1;
            case TensorElement.BF16:
                for (var i = 1; i < bytes.Length; i += 2) if ((bytes[i] & 0x7F) == 0x7F && bytes[i - 1] >= 0x80) return i / 2;
                return -1;
            case TensorElement.F16:
                for (var i = 1; i < bytes.Length; i += 2) if ((bytes[i] & 0x7C) == 0x7C) return i / 2;
                return -1;
            default:
                return -1;
        }
    }
}
