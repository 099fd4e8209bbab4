namespace CompressDsl.Runtime.V1;

/// <summary>The instruction sets that kernels are instantiated for, slowest first.</summary>
public enum LaneTier
{
    /// <summary><c>Vector&lt;T&gt;</c>: any processor.</summary>
    Portable,

    /// <summary>128-bit vectors: SSE4.1 on x86 and AdvSimd (with Dp where there is one) on Arm.</summary>
    Vector128,

    /// <summary>256-bit AVX2 with FMA.</summary>
    Avx2,

    /// <summary>256-bit with the VNNI dot product.</summary>
    AvxVnni,

    /// <summary>512-bit AVX-512BW.</summary>
    Avx512,
}
