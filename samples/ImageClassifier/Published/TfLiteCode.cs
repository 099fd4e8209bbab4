namespace ImageClassifier.Published;

/// <summary>Operators of TensorFlow Lite, by their number in its schema.</summary>
internal enum TfLiteCode
{
    /// <summary>A sum.</summary>
    Add = 0,

    /// <summary>A mean over windows.</summary>
    AveragePool = 1,

    /// <summary>A convolution.</summary>
    Convolution = 3,

    /// <summary>A linear layer.</summary>
    FullyConnected = 9,

    /// <summary>Another shape for the same values.</summary>
    Reshape = 22,

    /// <summary>The softmax.</summary>
    Softmax = 25,
}
