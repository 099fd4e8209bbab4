using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The buffers of a program and its named lengths, as kernels spell them.</summary>
internal sealed class BufferTable
{
    private readonly IReadOnlyList<DataBuffer> buffers;
    private readonly Dictionary<string, int> maxima = new(StringComparer.Ordinal);

    public BufferTable(IReadOnlyList<DataBuffer> buffers)
    {
        this.buffers = buffers;
        foreach (var named in buffers.Select(b => b.Shape.Named).OfType<Dimension>())
        {
            var known = maxima.TryGetValue(named.Name!, out var size);
            maxima[named.Name!] = known ? Math.Min(size, named.Size) : named.Size;
        }
    }

    public DataBuffer this[int id] => buffers[id];

    /// <summary>The named dimensions and their maxima, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, int>> Lengths => maxima.OrderBy(m => m.Key, StringComparer.Ordinal);

    /// <summary>Whether whole vectors may be read and written at the end of the buffer.</summary>
    public bool IsPadded(int id) => buffers[id].Role == BufferRole.Scratch;

    public static string LengthName(string dimension) => Identifier.Camel(dimension) + "Count";

    /// <summary>C# text of a count: a number, or the length of a named dimension times what lies behind it.</summary>
    public string Count(Dimension dimension, int factor = 1)
    {
        if (dimension.Name is not { } name) return Literal.Of(dimension.Size * factor);
        var each = dimension.Size / Maximum(dimension) * factor;
        return each == 1 ? LengthName(name) : $"{Literal.Of(each)} * {LengthName(name)}";
    }

    public static string PointerType(BufferElement element) => element switch
    {
        BufferElement.Float32 => "float*",
        BufferElement.Int32 => "int*",
        _ => "byte*",
    };

    /// <summary>A parameter that points to buffer <paramref name="id"/>.</summary>
    public KernelArgument Pointer(int id, string name) => new(PointerType(buffers[id].Element), name, Buffer: id);

    /// <summary>The parameters that carry the named lengths among <paramref name="dimensions"/>.</summary>
    public static IEnumerable<KernelArgument> LengthsOf(params Dimension[] dimensions) =>
        dimensions.Where(d => d.IsNamed).Select(d => d.Name!).Distinct(StringComparer.Ordinal)
            .Select(n => new KernelArgument("int", LengthName(n), Length: n));

    private int Maximum(Dimension dimension) => maxima.TryGetValue(dimension.Name!, out var size) ? size : dimension.Size;
}
