namespace CompressDsl.Training;

/// <summary>A batch norm's tensors, <see cref="Channels"/> floats each.</summary>
public readonly unsafe struct BatchNormParameters
{
    /// <summary>Number of features.</summary>
    public required int Channels { get; init; }

    /// <summary>Added to the variance.</summary>
    public required float Epsilon { get; init; }

    /// <summary><c>weight</c>.</summary>
    public required float* Gain { get; init; }

    /// <summary><c>bias</c>.</summary>
    public required float* Shift { get; init; }

    /// <summary><c>running_mean</c>.</summary>
    public required float* RunningMean { get; init; }

    /// <summary><c>running_var</c>.</summary>
    public required float* RunningVariance { get; init; }
}
