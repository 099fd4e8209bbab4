using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>A tensor of the checkpoint. The same key appears once in a graph, however often the layer is called.</summary>
/// <param name="Key">State-dict name, e.g. <c>blocks.0.fc.weight</c>.</param>
/// <param name="Kind">What the tensor is.</param>
/// <param name="Type">Its shape as the network reads it; that of the checkpoint unless <see cref="Storage"/> says otherwise.</param>
/// <param name="Compression">What the attributes ask; <see cref="Compression.None"/> for vectors.</param>
/// <param name="InitialValue">How training starts it.</param>
internal sealed record Parameter(string Key, WeightKind Kind, TensorType Type, Compression Compression, Initializer InitialValue) : Operator
{
    /// <summary>How the checkpoint holds it; null where it is read as it is stored.</summary>
    public ParameterStorage? Storage { get; init; }

    /// <summary>Its shape with all channels, where some are removed: that of the checkpoint unless <see cref="Storage"/> says otherwise.</summary>
    public Shape? Dense { get; init; }

    /// <summary>The channels along its rows that are removed.</summary>
    public ChannelAxis? RowChannels { get; init; }

    /// <summary>The channels along its columns that are removed.</summary>
    public ChannelAxis? ColumnChannels { get; init; }

    /// <summary>Key prefix of the batch norm that is folded into this weight, or null.</summary>
    public string? FoldedNorm { get; init; }

    /// <summary>The folded batch norm's epsilon.</summary>
    public double FoldedEpsilon { get; init; }

    public override TensorType Infer(EquatableArray<TensorType> inputs) => Type;

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) =>
        throw new NotSupportedException("A parameter's value comes from the checkpoint.");

    public override int?[] Differentiate(GradientContext context) => [];

    public override void Lower(LoweringContext context)
    {
        // Read by the kernels of its users, from the packed model.
    }

    public override string ToString() => $"Parameter {Key}";
}
