using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>An input or output of a model as a parameter of generated methods.</summary>
/// <param name="Name">The user's name, escaped.</param>
/// <param name="Buffer">Its buffer in the compressed program.</param>
/// <param name="IsOutput">Whether it is written.</param>
internal sealed record PortText(string Name, DataBuffer Buffer, bool IsOutput)
{
    public bool IsTokens => Buffer.Element == BufferElement.Int32;

    public string Element => IsTokens ? "int" : "float";

    /// <summary>The name without its escape.</summary>
    public string PlainName => Name.TrimStart('@');

    public string SpanType => IsOutput ? $"global::System.Span<{Element}>" : $"global::System.ReadOnlySpan<{Element}>";

    public string TensorType => IsOutput
        ? $"global::System.Numerics.Tensors.TensorSpan<{Element}>"
        : $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{Element}>";

    public string PointerName => Identifier.Camel(PlainName) + "Pointer";

    public string SpanParameter => $"{SpanType} {Name}";

    public string PointerParameter => $"{Element}* {PointerName}";

    /// <summary>The named first axis, or null.</summary>
    public Dimension? Named => Buffer.Shape.Named;

    /// <summary>Elements of one step of the named axis; all elements where nothing varies.</summary>
    public int Row => Named is { } named ? Buffer.Length / named.Size : Buffer.Length;

    /// <summary>Shape for the reader: <c>[784] floats</c>.</summary>
    public string Words => $"{Buffer.Shape} {(!IsTokens ? "floats" : IsOutput ? "indices" : "token ids")}".Replace("<=", " <= ");

    /// <summary>C# text of the number of elements, once the named lengths are known.</summary>
    public string Length => Named is { } named
        ? Row == 1 ? BufferTable.LengthName(named.Name!) : $"{BufferTable.LengthName(named.Name!)} * {Literal.Of(Row)}"
        : Literal.Of(Row);

    public static IReadOnlyList<PortText> Of(ModelDeclaration declaration, KernelProgram program)
    {
        var names = NewNames();
        var inputs = program.Inputs.Select((id, i) => new PortText(NameOf(declaration.InputNames[i], names), program.Buffers[id], false));
        var outputs = program.Outputs.Select((id, i) => new PortText(NameOf(declaration.OutputNames[i], names), program.Buffers[id], true));
        return inputs.Concat(outputs).ToList();
    }

    /// <summary>The names that the generated methods use themselves: a parameter of such a name gets a number.</summary>
    public static NameTable NewNames() =>
        new("tier", "weights", "arena", "memory", "scratch", "floats", "sample", "packed", "maxDegreeOfParallelism");

    private static string NameOf(string wanted, NameTable names) => Identifier.Escape(names.Unique(wanted));
}
