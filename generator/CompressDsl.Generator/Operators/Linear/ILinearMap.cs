namespace CompressDsl.Generator.Operators;

/// <summary>
/// An operator that multiplies its first operand with a weight matrix, operand 1, which has a row per channel of the result; operand 2,
/// where there is one, is the bias. Such layers are quantised, and take in the batch norm behind them.
/// </summary>
internal interface ILinearMap;
