namespace CompressDsl.Generator.Graph;

/// <summary>What the user's compilation offers to generated code.</summary>
/// <param name="HasTraining">Whether <c>CompressDsl.Training</c> is referenced.</param>
/// <param name="AllowsUnsafe">Whether unsafe code compiles; without it no kernels are emitted.</param>
/// <param name="LanguageVersion">C# version times 100, e.g. 1300 for C# 13.</param>
internal sealed record ModelEnvironment(bool HasTraining, bool AllowsUnsafe, int LanguageVersion)
{
    /// <summary>Whether TorchSharp is referenced: the model is emitted as a module of it, too.</summary>
    public bool HasTorchSharp { get; init; }

    /// <summary>Whether the project checks arithmetic for overflow, so that kernels have to say unchecked.</summary>
    public bool ChecksOverflow { get; init; }
}
