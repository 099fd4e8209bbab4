namespace CompressDsl.Training;

/// <summary>Some parameters that the optimiser moves in one call: a part of one tensor.</summary>
/// <param name="Parameter">Number of the tensor in the plan.</param>
/// <param name="Start">First float in the tensor.</param>
/// <param name="Length">How many.</param>
/// <param name="Decay">Whether weight decay acts: on matrices and tables, not on biases and gains.</param>
internal readonly record struct UpdatePiece(int Parameter, int Start, int Length, bool Decay);
