namespace CompressDsl.Training.Kernels;

/// <summary>What the innermost kernels need: tiles of C beside each other, a strip of A and packed panels of B.</summary>
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

    /// <summary>The first panel, <c>[Depth][2 vectors]</c>, aligned; the others follow it.</summary>
    public float* B;

    /// <summary>Number of panels.</summary>
    public int Panels;

    /// <summary>Length of the sums.</summary>
    public nint Depth;

    /// <summary>The lists of <see cref="GemmSteps"/> for the panels; null where all steps are taken.</summary>
    public int* Steps;

    /// <summary>Distance between the lists of two panels.</summary>
    public nint StepsLength;

    /// <summary>Where the sums start from.</summary>
    public float* Start;

    /// <summary>Distance between rows of <see cref="Start"/>; 0 when all rows start alike.</summary>
    public nint StartRow;

    /// <summary>Distance between the starts of neighbouring panels; 0 when all panels start alike.</summary>
    public nint StartStep;

    /// <summary>Where the sums go.</summary>
    public float* C;

    /// <summary>Distance between rows of C.</summary>
    public nint CRow;

    /// <summary>Sets where the sums start from.</summary>
    public void StartAt(float* start, nint row, nint step)
    {
        Start = start;
        StartRow = row;
        StartStep = step;
    }
}
