namespace CompressDsl.Generator.Emit;

/// <summary>Which of the bodies of a dot kernel is planned.</summary>
internal enum DotPlanKind
{
    /// <summary>For 16 registers of 256 bits, and for less.</summary>
    Narrow,

    /// <summary>For lanes that hold many sums.</summary>
    Wide,

    /// <summary>For lanes that multiply words, in tiles of pixels.</summary>
    Tiles,

    /// <summary>For lanes that multiply words, with pixels in the lanes.</summary>
    Pixels,
}
