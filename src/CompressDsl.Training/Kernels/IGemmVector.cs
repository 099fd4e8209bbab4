namespace CompressDsl.Training.Kernels;

/// <summary>One vector register of floats: the matrix kernels are written once over it.</summary>
internal unsafe interface IGemmVector<TSelf>
    where TSelf : unmanaged, IGemmVector<TSelf>
{
    /// <summary>Floats per register.</summary>
    static abstract int Width { get; }

    /// <summary>Reads <see cref="Width"/> floats.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>The same number everywhere.</summary>
    static abstract TSelf Broadcast(float* source);

    /// <summary>Writes <see cref="Width"/> floats.</summary>
    static abstract void Store(TSelf value, float* destination);

    /// <summary>sum += left * right, fused where the processor can.</summary>
    static abstract void Accumulate(TSelf left, TSelf right, ref TSelf sum);
}
