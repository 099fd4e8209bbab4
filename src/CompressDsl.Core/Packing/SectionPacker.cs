namespace CompressDsl.Core;

/// <summary>Makes one kind of section. The layout is the class's documentation; N16 is N rounded up to 16, K4 is K rounded up to 4.</summary>
internal abstract class SectionPacker
{
    /// <summary>Lane group: outputs that one vector instruction works on.</summary>
    protected const int Lanes = 16;

    /// <summary>Inputs that one integer dot instruction takes.</summary>
    protected const int Inputs = 4;

    /// <summary>Setting: pixels whose channels fill the lanes, so that what is stored for every channel is repeated for each of them.</summary>
    protected const string Pixels = "pixels";

    private static readonly Dictionary<string, SectionPacker> ByKind = new SectionPacker[]
        {
            new FloatVectorPacker(), new BiasFloatPacker(), new FloatDotPacker(), new Int8DotPacker(), new Int8ColumnsPacker(), new Int8BlocksPacker(), new Int8DepthwisePacker(),
            new GroupWeightsPacker(), new GroupScalePacker(), new GroupSumsPacker(), new WeightOffsetsPacker(),
            new DotBiasPacker(), new DotScalePacker(), new WeightScalePacker(), new WeightSumsPacker(), new GridPacker(),
            new TableFloatPacker(), new TableInt8Packer(), new TableInt8BlocksPacker(), new NormPacker("norm-scale", n => n.Scale),
            new NormPacker("norm-shift", n => n.Shift), new FunctionTablePacker(), new ChainsPacker(),
        }
        .ToDictionary(p => p.Kind);

    /// <summary>All kinds, sorted.</summary>
    public static IEnumerable<string> Kinds => ByKind.Keys.OrderBy(k => k, StringComparer.Ordinal);

    /// <summary>Name of the kind.</summary>
    public abstract string Kind { get; }

    /// <exception cref="FormatException">The kind is unknown.</exception>
    public static SectionPacker Of(string kind) =>
        ByKind.TryGetValue(kind, out var packer) ? packer : throw new FormatException($"There is no section kind '{kind}', only {string.Join(", ", Kinds)}.");

    /// <summary>The bytes of the section.</summary>
    /// <exception cref="FormatException">The section's settings do not fit the recipe.</exception>
    /// <exception cref="CheckpointException">The checkpoint does not allow it.</exception>
    public abstract PackedSection Pack(Section section, CompressionContext context);

    /// <summary>Where, inside a packed section of several parts, a part begins whose elements are of another kind.</summary>
    /// <param name="weight">The section's weight.</param>
    /// <param name="packed">The packed model.</param>
    /// <param name="start">Where the section begins in it.</param>
    public virtual IEnumerable<int> Parts(WeightRecipe weight, byte[] packed, int start) => [];

    protected static int RoundUp(int value, int multiple) => checked((value + multiple - 1) / multiple * multiple);

    /// <summary>Values padded with zeros to a multiple of 16.</summary>
    protected static byte[] Padded(float[] values)
    {
        Array.Resize(ref values, RoundUp(values.Length, Lanes));
        return LittleEndian.Bytes(values);
    }

    /// <summary>The weight of a section; with <c>groups=</c>, a grouped convolution's, as the matrix over all channels that it stands for.</summary>
    protected static PreparedWeight WeightOf(Section section, CompressionContext context)
    {
        var weight = context.Weight(section.Get("weight"));
        return section.Find("groups") is null ? weight : weight.OverAllChannels(Number(section, "groups"));
    }

    /// <summary>A setting that is a positive number; 1 where it is absent.</summary>
    protected static int Number(Section section, string setting)
    {
        if (section.Find(setting) is not { } text) return 1;
        return InvariantText.TryParse(text, out int value) && value > 0
            ? value
            : throw new FormatException($"Section '{section.Name}': {setting}={text} is not a positive number.");
    }
}
