namespace CompressDsl.Generator.Graph;

/// <summary>Activations that a dot kernel brings into a cheaper form first, because many products share them.</summary>
/// <param name="Buffer">Room for them.</param>
/// <param name="Count">Activations, in whole vectors, as buffers have room for.</param>
internal sealed record DotPreparation(int Buffer, int Count)
{
    /// <summary>Bytes of room for every activation of an image.</summary>
    public const int ImageBytes = 2;

    /// <summary><paramref name="activations"/> in whole vectors.</summary>
    public static int CountOf(int activations) => (activations + 31) / 32 * 32;
}
