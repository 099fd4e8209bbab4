namespace CompressDsl.Training;

/// <summary>Sizes of a fully connected layer over a block of rows, for <see cref="Gemm"/>.</summary>
/// <param name="Rows">Samples in the block.</param>
/// <param name="Inputs">Features going in: columns of X and of W.</param>
/// <param name="Outputs">Features coming out: columns of Y, rows of W.</param>
public readonly record struct GemmShape(int Rows, int Inputs, int Outputs)
{
    /// <summary>Elements of X and dX, <c>[Rows, Inputs]</c>.</summary>
    public int InputLength => checked(Rows * Inputs);

    /// <summary>Elements of Y and dY, <c>[Rows, Outputs]</c>.</summary>
    public int OutputLength => checked(Rows * Outputs);

    /// <summary>Elements of W and dW, <c>[Outputs, Inputs]</c>.</summary>
    public int WeightLength => checked(Outputs * Inputs);
}
