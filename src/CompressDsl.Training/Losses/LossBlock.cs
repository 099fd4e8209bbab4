namespace CompressDsl.Training;

/// <summary>A block of rows of a batch, for a loss. Results are means over the batch: adding the results of all blocks gives the batch's loss.</summary>
/// <param name="outputs">The model's outputs, <c>[rows, width]</c>.</param>
/// <param name="gradients">Receives d loss / d outputs, <c>[rows, width]</c>.</param>
/// <param name="width">Outputs per row.</param>
/// <param name="batchSize">Rows of the whole batch, which everything is divided by.</param>
public readonly ref struct LossBlock(ReadOnlySpan<float> outputs, Span<float> gradients, int width, int batchSize)
{
    /// <summary>The model's outputs.</summary>
    public ReadOnlySpan<float> Outputs { get; } = outputs;

    /// <summary>d loss / d outputs.</summary>
    public Span<float> Gradients { get; } = gradients;

    /// <summary>Outputs per row.</summary>
    public int Width { get; } = width;

    /// <summary>Rows of the whole batch.</summary>
    public int BatchSize { get; } = batchSize;

    /// <summary>Factor on loss and gradients.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>Adds to <see cref="Gradients"/> instead of overwriting them.</summary>
    public bool Accumulate { get; init; }

    /// <summary>Rows of the block.</summary>
    public int Rows => Outputs.Length / Width;

    /// <summary>The same block for a part of a loss.</summary>
    internal LossBlock Part(float weight, bool accumulate) => new(Outputs, Gradients, Width, BatchSize) { Weight = Weight * weight, Accumulate = accumulate };

    /// <summary>Outputs of a row.</summary>
    internal ReadOnlySpan<float> Row(int row) => Outputs.Slice(row * Width, Width);

    /// <summary>Stores the gradient <paramref name="values"/> times <paramref name="factor"/> for a row.</summary>
    internal void StoreGradient(int row, ReadOnlySpan<float> values, float factor)
    {
        var destination = Gradients.Slice(row * Width, Width);
        if (Accumulate) System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(values, factor, destination, destination);
        else System.Numerics.Tensors.TensorPrimitives.Multiply(values, factor, destination);
    }

    /// <summary>A row that is not learned.</summary>
    internal void StoreNoGradient(int row)
    {
        if (!Accumulate) Gradients.Slice(row * Width, Width).Clear();
    }

    /// <summary>Refuses spans that do not fit.</summary>
    internal void Check(int answers, int perRow, string what)
    {
        if (Outputs.Length != Rows * Width || Gradients.Length != Outputs.Length)
        {
            throw new ArgumentException($"{Outputs.Length} outputs of width {Width} do not fit {Gradients.Length} gradients.");
        }

        if (answers != Rows * perRow) throw new ArgumentException($"{Rows} rows need {Rows * perRow} {what}, but there are {answers}.");
    }
}
