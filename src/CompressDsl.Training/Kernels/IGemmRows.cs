namespace CompressDsl.Training.Kernels;

/// <summary>How the kernels step through their rows of A.</summary>
internal interface IGemmRows
{
    /// <summary>Distance between rows.</summary>
    static abstract nint Row(in GemmTile tile);

    /// <summary>Distance between neighbours along the sum.</summary>
    static abstract nint Step(in GemmTile tile);
}
