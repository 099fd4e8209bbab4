namespace ImageClassifier.Published;

/// <summary>A TensorFlow Lite file of a float network. Schema: tensorflow/lite/schema/schema.fbs.</summary>
internal sealed class TfLiteFile
{
    private readonly FlatTable[] tensors;
    private readonly FlatTable[] buffers;
    private readonly int[] codes;

    /// <summary>Reads its tables.</summary>
    public TfLiteFile(byte[] file)
    {
        var model = FlatTable.Root(file);
        codes = [.. model.Tables(1).Select(c => Math.Max((int)c.Byte(0), c.Int(3)))];
        Graph = model.Tables(2)[0];
        buffers = model.Tables(4);
        tensors = Graph.Tables(0);
    }

    /// <summary>The network.</summary>
    public FlatTable Graph { get; }

    /// <summary>Its operators, in order.</summary>
    public FlatTable[] Operators => Graph.Tables(3);

    /// <summary>Weights and biases of the convolutions and the linear layer, in the order of the network.</summary>
    public IReadOnlyList<(int[] Shape, float[] Weight, float[] Bias)> Layers =>
        [.. Operators.Where(o => CodeOf(o) is TfLiteCode.Convolution or TfLiteCode.FullyConnected).Select(o =>
        {
            var inputs = o.Ints(1);
            return (ShapeOf(inputs[1]), ValuesOf(inputs[1]), ValuesOf(inputs[2]));
        })];

    /// <summary>What an operator does.</summary>
    public TfLiteCode CodeOf(FlatTable op) => (TfLiteCode)codes[op.Int(0)];

    /// <summary>Shape of a tensor.</summary>
    public int[] ShapeOf(int tensor) => tensors[tensor].Ints(0);

    /// <summary>Values that are stored for a tensor.</summary>
    public float[] ValuesOf(int tensor) => buffers[tensors[tensor].Int(2)].Floats(0);
}
