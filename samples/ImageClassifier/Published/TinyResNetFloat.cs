using CompressDsl;

namespace ImageClassifier.Published;

/// <summary><see cref="ResNetBody"/> in float, as it was published: what those on grids learn from.</summary>
public sealed partial class TinyResNetFloat
{
    private readonly ResNetBody body = new();

    private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
}
