namespace ImageClassifier.Data;

/// <summary>A picture and what it shows.</summary>
/// <param name="Class">0 to 9.</param>
/// <param name="Pixels">32 x 32 bytes of red, then of green, then of blue.</param>
internal sealed record LabelledImage(int Class, byte[] Pixels);
