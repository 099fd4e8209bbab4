namespace CompressDsl.Training;

/// <summary>Checks of augmentations that take features as <c>[channels, height, width]</c>.</summary>
internal static class ImageSize
{
    /// <summary>Refuses features that are no channels of this size.</summary>
    public static void Check(int features, int height, int width)
    {
        OptionCheck.That(height >= 1, "Height", height, "at least 1");
        OptionCheck.That(width >= 1, "Width", width, "at least 1");
        if (features % (height * width) != 0) throw new ArgumentException($"{features} features do not divide into channels of {height} x {width}.");
    }

    /// <summary>Refuses a move that leaves nothing of an image.</summary>
    public static void CheckMove(string name, int move, int size)
    {
        if (move < 0 || move >= size) throw new ArgumentException($"{name}: {size} values cannot be moved by up to {move}; 0 to {size - 1} are possible.");
    }
}
