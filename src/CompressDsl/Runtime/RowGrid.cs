using System.Runtime.InteropServices;

namespace CompressDsl.Runtime.V1;

/// <summary>The 8-bit grid of one row that was measured at the call (dynamic quantisation). Called by generated code.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct RowGrid
{
    /// <summary>Real value of one step.</summary>
    public float Scale;

    /// <summary>The byte that stands for 0.</summary>
    public int ZeroPoint;
}
