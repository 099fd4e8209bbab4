using System.Runtime.InteropServices;

namespace CompressDsl.Runtime.V1;

/// <summary>The packed section <c>grid</c>: an 8-bit activation grid that was fixed at build. Called by generated code.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct GridSection
{
    /// <summary>Real value of one step.</summary>
    public float Scale;

    /// <summary>1 / <see cref="Scale"/>.</summary>
    public float InverseScale;

    /// <summary>The byte that stands for 0.</summary>
    public int ZeroPoint;

    /// <summary>Smallest byte that is stored (above 0 where a clamp is fused).</summary>
    public int Low;

    /// <summary>Largest byte that is stored.</summary>
    public int High;
}
