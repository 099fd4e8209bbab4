namespace CompressDsl.Core;

/// <summary>A checkpoint is damaged or does not fit the network. The message names the tensor and what to do.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>A problem, with the tensor or quantisation point it is about.</summary>
    public CheckpointException(CheckpointProblem problem, string message, string? tensor = null, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Tensor = tensor;
    }

    /// <summary>What is wrong.</summary>
    public CheckpointProblem Problem { get; }

    /// <summary>The tensor (or quantisation point) it is about; null when it is about the whole file.</summary>
    public string? Tensor { get; }
}
