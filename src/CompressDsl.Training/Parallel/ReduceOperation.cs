namespace CompressDsl.Training;

/// <summary>How the values of several ranks become one.</summary>
public enum ReduceOperation
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,
}
