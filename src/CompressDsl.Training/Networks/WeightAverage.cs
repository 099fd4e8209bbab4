using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// An exponential moving average of all parameters (Polyak and Juditsky 1992): after step n it moves by <c>1 - decay(n)</c> towards them,
/// where <c>decay(n) = min(decay, (1 + n) / (10 + n))</c>, so that it does not remember the start values for long.
/// </summary>
/// <param name="parameters">The parameters that the optimiser moves.</param>
/// <param name="decay">Share of the old average that stays.</param>
internal sealed class WeightAverage(NetworkParameters parameters, float decay)
{
    private const int PieceLength = 1 << 14;
    private readonly float[] average = parameters.Dense.Span.ToArray();
    private Action<int>? follow;
    private float towards;

    /// <summary>Steps since it began.</summary>
    public long Steps { get; private set; }

    /// <summary>The averages, laid out as the parameters.</summary>
    public float[] Values => average;

    /// <summary>After a step.</summary>
    public void Follow(ShardRunner runner)
    {
        Steps++;
        towards = 1 - Math.Min(decay, (1f + Steps) / (10f + Steps));
        runner.Run((average.Length + PieceLength - 1) / PieceLength, follow ??= FollowPiece);
    }

    /// <summary>Begins again with the parameters as they are: their meaning has changed (norms were folded into weights).</summary>
    public void Restart() => Take(parameters.Dense.Span, 0);

    /// <summary>Goes on from what an interrupted run had.</summary>
    public void Take(ReadOnlySpan<float> values, long steps)
    {
        values.CopyTo(average);
        Steps = steps;
    }

    /// <summary>Averages and parameters change places.</summary>
    public void Swap()
    {
        var dense = parameters.Dense.Span;
        for (var i = 0; i < average.Length; i++) (average[i], dense[i]) = (dense[i], average[i]);
    }

    private void FollowPiece(int piece)
    {
        var start = piece * PieceLength;
        var length = Math.Min(PieceLength, average.Length - start);
        var old = average.AsSpan(start, length);
        TensorPrimitives.Lerp(old, parameters.Dense.Span.Slice(start, length), towards, old);
    }
}
