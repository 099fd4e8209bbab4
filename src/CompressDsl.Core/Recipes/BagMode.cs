namespace CompressDsl;

/// <summary>How an embedding bag makes one row of many.</summary>
public enum BagMode
{
    /// <summary>The mean of the rows; zeros where there are none.</summary>
    Mean,

    /// <summary>The sum of the rows.</summary>
    Sum,
}
