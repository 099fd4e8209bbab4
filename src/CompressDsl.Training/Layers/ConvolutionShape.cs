namespace CompressDsl.Training;

/// <summary>Sizes of a convolution over images with channels last, for <see cref="ImageConvolution"/>.</summary>
public readonly record struct ConvolutionShape
{
    /// <summary>A shape without padding and spreading; the required sizes are to be given.</summary>
    public ConvolutionShape()
    {
    }

    /// <summary>Samples.</summary>
    public required int Rows { get; init; }

    /// <summary>Height of the images.</summary>
    public required int Height { get; init; }

    /// <summary>Width of the images.</summary>
    public required int Width { get; init; }

    /// <summary>Channels of the images.</summary>
    public required int Inputs { get; init; }

    /// <summary>Channels of the results.</summary>
    public required int Outputs { get; init; }

    /// <summary>Rows and columns of the kernel.</summary>
    public required (int Height, int Width) Kernel { get; init; }

    /// <summary>Step of the kernel.</summary>
    public required (int Height, int Width) Stride { get; init; }

    /// <summary>Border of zeros at the top and on the left; what lies behind the other edges follows from <see cref="Result"/>.</summary>
    public (int Top, int Left) Padding { get; init; }

    /// <summary>Distance of the kernel's elements.</summary>
    public required (int Height, int Width) Dilation { get; init; }

    /// <summary>How far apart the image's rows and columns are laid, with zeros between, before the kernel moves over them.</summary>
    public (int Height, int Width) Spread { get; init; } = (1, 1);

    /// <summary>Height and width of the results.</summary>
    public required (int Height, int Width) Result { get; init; }

    /// <summary>Parts of the channels.</summary>
    public required int Groups { get; init; }

    /// <summary>A fully connected layer: every row is a pixel.</summary>
    public static ConvolutionShape Of(GemmShape shape) => new()
    {
        Rows = 1, Height = shape.Rows, Width = 1, Inputs = shape.Inputs, Outputs = shape.Outputs, Kernel = (1, 1), Stride = (1, 1), Dilation = (1, 1),
        Result = (shape.Rows, 1), Groups = 1,
    };

    /// <summary>Elements of the kernel.</summary>
    public int Taps => Kernel.Height * Kernel.Width;

    /// <summary>Pixels of a result.</summary>
    public int Pixels => Result.Height * Result.Width;

    /// <summary>Floats of an image.</summary>
    public int ImageLength => Height * Width * Inputs;

    /// <summary>Floats of a result.</summary>
    public int ResultLength => Pixels * Outputs;

    /// <summary>Channels that an output sees.</summary>
    public int GroupInputs => Inputs / Groups;

    /// <summary>Outputs of a group.</summary>
    public int GroupOutputs => Outputs / Groups;

    /// <summary>Columns of the weight matrix.</summary>
    public int Depth => Taps * GroupInputs;

    /// <summary>Whether the image's pixels lie side by side.</summary>
    public bool IsClosed => Spread == (1, 1);

    /// <summary>Whether every channel has a kernel of its own.</summary>
    public bool IsDepthwise => Groups == Inputs && Groups == Outputs && IsClosed;
}
