namespace CompressDsl.Generator.Graph;

/// <summary>Who owns a buffer.</summary>
internal enum BufferRole
{
    /// <summary>The caller's input span: not padded, must not be read past its length.</summary>
    Input,

    /// <summary>The caller's output span: not padded, must not be written past its length.</summary>
    Output,

    /// <summary>The arena's.</summary>
    Scratch,
}
