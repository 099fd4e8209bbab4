namespace CompressDsl.Runtime.V1;

/// <summary>How many sums of two products are added in 16 bits before they are widened.</summary>
public interface IChain
{
    /// <summary>1 or 2.</summary>
    static abstract int Length { get; }
}
