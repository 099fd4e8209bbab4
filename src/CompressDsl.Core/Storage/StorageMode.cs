namespace CompressDsl;

/// <summary>How packed weights lie in the assembly, or in the file beside it.</summary>
public enum StorageMode
{
    /// <summary>As the kernels read them: copied or mapped at first use.</summary>
    Fast,

    /// <summary>Entropy-coded: as small as their zeros and their few different values allow; decoded once, at first use.</summary>
    Small,
}
