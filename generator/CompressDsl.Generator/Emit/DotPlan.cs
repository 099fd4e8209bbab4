using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>What distinguishes the formats of a dot kernel, decided once.</summary>
internal sealed class DotPlan
{
    // From more products of vectors on, the JIT no longer compiles all helpers into the method.
    private const int MostNarrow = 12;
    private const int MostWide = 24;

    private DotPlan(DotPrimitive dot, BufferTable buffers)
    {
        Dot = dot;
        CutsTail = dot.Outputs % DotTile.Lanes != 0 && (!buffers.IsPadded(dot.Output) || IsDivided(dot));
        OutputRow = buffers[dot.Output].View?.RowStep ?? OutputRowLength;
        ResidualRow = Residual is { } residual && buffers[residual.Buffer].View is { } view ? view.RowStep : OutputRowLength;
        Inner = dot.Format switch
        {
            DotFormat.Float => new DotInner(dot.Inputs, 1, 16, "TFloat", FloatBroadcast, MultiplyAdd("Load")),
            DotFormat.WeightOnlyInt8 => new DotInner(dot.Inputs, 1, 16, "TFloat", FloatBroadcast, MultiplyAdd("LoadSBytes")),
            _ => new DotInner((dot.Inputs + 3) / 4, 4, 64, "TInt", Broadcast(dot), DotAdd(IsCorrected ? "DotAddShared" : "DotAdd"))
            {
                Shared = IsCorrected ? dot.Prepared!.Count : null,
                UpdateTwo = DotAddTwo(IsCorrected ? "DotAddSharedTwo" : "DotAddTwo"),
            },
        };
    }

    public DotPrimitive Dot { get; }

    /// <summary>Whether the last group of outputs must not be stored whole.</summary>
    public bool CutsTail { get; }

    public DotInner Inner { get; private set; }

    /// <summary>Which of the kernel's bodies this is.</summary>
    public DotPlanKind Kind { get; init; }

    public DotWindow? Window => Dot.Window;

    /// <summary>Elements from row to row of the image that is written.</summary>
    public int OutputRow { get; }

    /// <summary>Elements from row to row of the image that is added.</summary>
    public int ResidualRow { get; }

    /// <summary>Text of what lanes subtract from activations before they multiply them; null for nothing.</summary>
    public string? ActivationOffset => Kind is DotPlanKind.Tiles or DotPlanKind.Pixels ? null : Window is { IsDepthwise: true } ? "TInt.InterleavedOffset" : Dot.MultipliesBytes ? "TDot.ActivationOffset" : "TInt.ActivationOffset";

    /// <summary>Output pixels that are computed together, for so many groups of 16 channels.</summary>
    public int PixelsOf(int groups = 1)
    {
        var tile = Window!.IsDepthwise ? PixelTile.OfDepthwise(Window.Columns) : PixelTile.Of(Window.Columns, groups);
        return Kind == DotPlanKind.Wide ? tile.Wide : tile.Narrow;
    }

    /// <summary>Steps of the inner dimension over all runs of the window.</summary>
    public int WindowSteps => Window is { } window ? window.Runs * ((window.Run + Inner.InputStep - 1) / Inner.InputStep) : Inner.Steps;

    /// <summary>Elements of the weights of 16 channels of a depthwise convolution.</summary>
    public int DepthwiseWeights => DotTile.Lanes * Window!.TapColumns * (IsInteger ? (Window.TapRows + 3) / 4 * 4 : Window.TapRows);

    public bool IsBlocks => Dot.Format is DotFormat.Int8Blocks or DotFormat.DynamicInt8Blocks;

    public bool IsStatic => Dot.Groups is null && Dot.Format is (DotFormat.Int8 or DotFormat.Int8Blocks);

    public bool IsDynamic => Dot.Groups is null && Dot.Format is (DotFormat.DynamicInt8 or DotFormat.DynamicInt8Blocks);

    public bool IsInteger => Dot.Format is not (DotFormat.Float or DotFormat.WeightOnlyInt8);

    /// <summary>Whether what depends on the activations alone is computed and added once, for all outputs.</summary>
    public bool IsCorrected => !IsBlocks && Dot is { Window: null, Prepared: not null };

    /// <summary>Activations that the inner loop reads.</summary>
    public int PaddedInputs => (Dot.Inputs + 3) / 4 * 4;

    /// <summary>Whether integers are stored with an offset for each output.</summary>
    public bool HasOffsets => Dot.Groups is null && Dot.Sections.Offsets is not null;

    public bool Requantizes => Dot.Epilogue.Kind == EpilogueKind.Requantize;

    public bool HasClamp => Dot.Epilogue.Low is not null || Dot.Epilogue.High is not null;

    /// <summary>What is added to the finished sums.</summary>
    public DotResidual? Residual => Dot.Epilogue.Residual;

    /// <summary>Whether sums can be stored by the integer lanes alone.</summary>
    public bool StoresDirectly => IsStatic && Residual is null && (Requantizes || !HasClamp);

    /// <summary>Whether sums become bytes of the next layer by the integer lanes alone.</summary>
    public bool RequantizesDirectly => StoresDirectly && Requantizes;

    public bool NeedsFloats => !StoresDirectly;

    public string WeightType => Dot.Groups is { } groups && (IsInteger || groups.IsNibble) ? "byte*" : Dot.Format == DotFormat.Float ? "float*" : IsBlocks ? "byte*" : "sbyte*";

    public string Zero => IsInteger ? "TInt.Zero" : "TFloat.Broadcast(0)";

    public int PaddedOutputs => (Dot.Outputs + 15) / 16 * 16;

    /// <summary>The pointers that move with the outputs.</summary>
    public IEnumerable<string> OutputPointers
    {
        get
        {
            yield return "output";
            if (Residual is not null) yield return "residual";
            if (Dot.Sections.Bias is not null) yield return "bias";
            if (Dot.Sections.Scale is not null) yield return "scale";
            if (Dot.Sections.Sums is not null) yield return "weightSums";
            if (Dot.Sections.Offsets is not null) yield return "offsets";
        }
    }

    private int OutputRowLength => (Window?.Columns ?? 1) * Dot.Outputs;

    public static DotPlan Of(DotPrimitive dot, BufferTable buffers, DotPlanKind kind = DotPlanKind.Narrow)
    {
        var plan = new DotPlan(dot, buffers) { Kind = kind };
        if (dot is not { Window.IsDepthwise: false, MultipliesBytes: true }) return plan;
        var products = plan.IsBlocks ? DotBlockWindowText.ProductsOf(plan) : DotWindowText.ProductsOf(plan);
        if (products > (kind == DotPlanKind.Wide ? MostWide : MostNarrow)) plan.Inner = plan.Inner with { UpdateTwo = null };
        return plan;
    }

    // What one tile writes too much the next pixel of the same tile overwrites; another tile's pixel is not written again.
    private static bool IsDivided(DotPrimitive dot) => dot.Window is not null && (dot.Outputs + DotTile.Lanes - 1) / DotTile.Lanes > dot.Tile;

    /// <summary>Text of the first value of the sums of the group at <paramref name="offset"/>.</summary>
    /// <param name="offset">First output of the group.</param>
    /// <param name="moved">Text of the sum of the activations, less their zero points where these are measured.</param>
    public string Start(int offset, string moved = "moved") => HasOffsets && IsInteger
        ? $"TInt.AddProducts({StartWithout(offset)}, {At("offsets", offset)}, {moved})"
        : StartWithout(offset);

    private string StartWithout(int offset)
    {
        if (IsDynamic) return $"KernelMath.MultiplySums<TInt>({At("weightSums", offset)}, offset)";
        if (Dot.Sections.Bias is null || Dot.Format == DotFormat.WeightOnlyInt8) return Zero;
        return IsInteger ? $"TInt.Load({At("bias", offset)})" : $"TFloat.Load({At("bias", offset)})";
    }

    public static string At(string pointer, int offset) => offset == 0 ? pointer : $"{pointer} + {Literal.Of(offset)}";

    /// <summary>Text of 16 weights as floats.</summary>
    public string LoadWeights(string address) => $"TFloat.{(Dot.Format == DotFormat.WeightOnlyInt8 ? "LoadSBytes" : "Load")}({address})";

    /// <summary>Text of what the sum of all weights of a window is multiplied with, whose zero points are taken off where these are measured.</summary>
    public string ZeroOfInputs => IsDynamic ? $"{Literal.Of(Dot.Inputs)} * measured->ZeroPoint" : "0";

    private static Func<string, string> Broadcast(DotPrimitive dot) => dot is { Window: not null, Prepared: { } prepared }
        ? address => $"TDot.BroadcastPrepared({address}, {Literal.Of(prepared.Count)})"
        : address => $"TDot.Broadcast({address})";

    private static string FloatBroadcast(string address) => $"TFloat.Broadcast({address})";

    private static Func<string, string, string, string> DotAdd(string method) => (sum, x, at) => $"TDot.{method}({sum}, {x}, {at})";

    private static Func<string, (string X, string At), (string X, string At), string> DotAddTwo(string method) =>
        (sum, first, second) => $"TDot.{method}({sum}, {first.X}, {first.At}, {second.X}, {second.At})";

    private static Func<string, string, string, string> MultiplyAdd(string load) =>
        (sum, x, at) => $"TFloat.MultiplyAdd({x}, TFloat.{load}({at}), {sum})";
}
