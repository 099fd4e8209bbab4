namespace CompressDsl.Generator.Operators;

/// <summary>A batch norm: operand 0 is normalised, the others are weight, bias, running mean and running variance, one number per channel.</summary>
internal interface IBatchNorm
{
    /// <summary>Added to the variance.</summary>
    double Epsilon { get; }
}
