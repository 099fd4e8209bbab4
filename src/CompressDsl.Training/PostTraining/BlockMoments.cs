namespace CompressDsl.Training;

/// <summary>Sums over what a layer multiplies with its matrix in a block of samples: of the inputs and, if asked, of their products.</summary>
/// <param name="withProducts">Whether products are summed.</param>
internal sealed unsafe class BlockMoments(bool withProducts)
{
    /// <summary>Groups of channels and inputs of each; 0 before there were any.</summary>
    public (int Groups, int Depth) Size { get; private set; }

    /// <summary>Rows that were multiplied, per group.</summary>
    public long Count { get; private set; }

    /// <summary>Sums of the inputs, <c>[groups, depth]</c>.</summary>
    public double[] Sums { get; private set; } = [];

    /// <summary>Sums of products, <c>[groups, depth, depth]</c>; empty unless asked for.</summary>
    public float[] Products { get; private set; } = [];

    /// <summary>Adds the windows of images.</summary>
    public void Add(float* x, in ConvolutionShape shape)
    {
        if (Sums.Length == 0) Start(shape);
        for (var row = 0; row < shape.Rows; row++, x += shape.ImageLength)
        {
            for (var block = WindowBlock.First(shape); !block.IsPastEnd(shape); block = block.Next(shape)) Add(Windows.Unroll(x, block, shape), block, shape);
        }

        Count += (long)shape.Rows * shape.Pixels;
    }

    /// <summary>Forgets what was added.</summary>
    public void Clear()
    {
        Count = 0;
        Array.Clear(Sums);
        Array.Clear(Products);
    }

    private void Start(in ConvolutionShape shape)
    {
        Size = (shape.Groups, shape.Depth);
        Sums = new double[shape.Groups * shape.Depth];
        if (withProducts) Products = GC.AllocateArray<float>(shape.Groups * shape.Depth * shape.Depth, pinned: true);
    }

    private void Add(float* windows, WindowBlock block, in ConvolutionShape shape)
    {
        var depth = shape.Depth;
        var sums = Sums.AsSpan(block.Group * depth, depth);
        for (var pixel = 0; pixel < block.Pixels; pixel++)
        {
            for (var k = 0; k < depth; k++) sums[k] += windows[(pixel * depth) + k];
        }

        if (!withProducts) return;
        fixed (float* products = Products)
            Gemm.WeightGradient(windows, windows, products + (block.Group * depth * depth), new GemmShape(block.Pixels, depth, depth));
    }
}
