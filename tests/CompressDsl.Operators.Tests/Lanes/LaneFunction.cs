namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>The functions of LaneMath.</summary>
public enum LaneFunction
{
    Exp,
    Log,
    Sigmoid,
    Tanh,
    Erf,
}
