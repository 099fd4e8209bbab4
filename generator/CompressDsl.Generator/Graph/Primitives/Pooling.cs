namespace CompressDsl.Generator.Graph;

/// <summary>What becomes of the rows that a lookup finds.</summary>
internal enum Pooling
{
    None,
    Sum,

    /// <summary>The sum divided by the number of ids; zeros for no ids.</summary>
    Mean,
}
