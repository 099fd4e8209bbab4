namespace CompressDsl.Training.Kernels;

/// <summary>
/// A general product <c>C[i, j] = start + sum over k of A[i, k] * B[k, j]</c>; A and B may be transposed through their strides.
/// </summary>
internal unsafe struct GemmOperands
{
    /// <summary>Rows of C.</summary>
    public int Rows;

    /// <summary>Columns of C.</summary>
    public int Columns;

    /// <summary>Length of the sums.</summary>
    public int Depth;

    /// <summary>First element of A.</summary>
    public float* A;

    /// <summary>Distance of A[i + 1, k] from A[i, k].</summary>
    public nint ARow;

    /// <summary>Distance of A[i, k + 1] from A[i, k].</summary>
    public nint ADepth;

    /// <summary>First element of B.</summary>
    public float* B;

    /// <summary>Distance between rows of B as it lies in memory.</summary>
    public nint BStride;

    /// <summary>Whether memory holds B transposed: B[k, j] at <c>B[j * BStride + k]</c>.</summary>
    public bool BTransposed;

    /// <summary>First element of C, row-major.</summary>
    public float* C;

    /// <summary>Distance between rows of C.</summary>
    public nint CStride;

    /// <summary>Start of every row's sums, or null for zeros.</summary>
    public float* Bias;

    /// <summary>Whether the sums start from what C holds.</summary>
    public bool Accumulate;
}
