namespace CompressDsl.Training.Kernels;

/// <summary>Which steps along the sums the kernels take in a panel of B.</summary>
internal unsafe interface IGemmSteps
{
    /// <summary>Number of steps.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="list">The panel's list, read from here on; not looked at where all steps are taken.</param>
    static abstract nint Count(in GemmTile tile, ref int* list);

    /// <summary>Steps from where the list is to the next one to take.</summary>
    /// <param name="list">The panel's list, read from here on.</param>
    static abstract nint Next(ref int* list);

    /// <summary>The first step to take.</summary>
    /// <param name="list">The panel's list, read from here on.</param>
    static abstract nint First(ref int* list);
}
