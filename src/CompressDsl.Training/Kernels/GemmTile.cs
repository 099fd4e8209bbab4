namespace CompressDsl.Training.Kernels;

/// <summary>What the innermost kernels need: a tile of C, a strip of A and a packed panel of B.</summary>
internal unsafe struct GemmTile
{
    /// <summary>First element of the rows of A.</summary>
    public float* A;

    /// <summary>Whether they are a packed strip.</summary>
    public bool IsPacked;

    /// <summary>Distance between rows of A in place.</summary>
    public nint ARow;

    /// <summary>Distance between neighbours along the sum in place.</summary>
    public nint ADepth;

    /// <summary>The panel, <c>[Depth][2 vectors]</c>, aligned.</summary>
    public float* B;

    /// <summary>Length of the sums.</summary>
    public nint Depth;

    /// <summary>Where the sums start from.</summary>
    public float* Start;

    /// <summary>Distance between rows of <see cref="Start"/>; 0 when all rows start alike.</summary>
    public nint StartRow;

    /// <summary>Where the sums go.</summary>
    public float* C;

    /// <summary>Distance between rows of C.</summary>
    public nint CRow;

    /// <summary>Sets where the sums start from.</summary>
    public void StartAt(float* start, nint row)
    {
        Start = start;
        StartRow = row;
    }
}
