using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// An operator as the user sees it: the row of the catalogue from which the DSL surface, the front end, the docs and the conformance
/// tests are made. Every operator file holds one in a static field <c>Definition</c>; <see cref="OperatorCatalogue"/> finds them.
/// </summary>
/// <param name="Name">Name of the layer type or function, as in PyTorch.</param>
/// <param name="Kind">Layer or function.</param>
/// <param name="Summary">One sentence with the formula, for the DSL surface.</param>
/// <param name="Build">Adds the operator's node(s) to <see cref="CallSite.Graph"/> and returns the id of the result.</param>
internal sealed record OperatorDefinition(string Name, SurfaceKind Kind, string Summary, Func<CallSite, int> Build)
{
    /// <summary>An operator with several results: an array of values in the DSL.</summary>
    public OperatorDefinition(string name, SurfaceKind kind, string summary, Func<CallSite, int[]> buildAll)
        : this(name, kind, summary, call => buildAll(call)[0]) => BuildAll = buildAll;

    /// <summary>Adds the nodes of an operator with several results and returns their ids; null where there is one.</summary>
    public Func<CallSite, int[]>? BuildAll { get; }

    /// <summary>Adds the operator's node(s) and returns the ids of all results.</summary>
    public int[] Results(CallSite call) => BuildAll?.Invoke(call) ?? [Build(call)];

    /// <summary>Group of the operator: heading in the docs, and the file that holds its function.</summary>
    public string Family { get; init; } = "";

    /// <summary>Shape and meaning of the result, for the DSL surface.</summary>
    public string Returns { get; init; } = "";

    /// <summary>What it does in an 8-bit network, for the docs.</summary>
    public string Int8 { get; init; } = "runs in float";

    /// <summary>The values it takes, in order.</summary>
    public IReadOnlyList<OperandDefinition> Operands { get; init; } = [];

    /// <summary>The constants it takes, in order.</summary>
    public IReadOnlyList<SettingDefinition> Settings { get; init; } = [];

    /// <summary>C# lines that show its use; the body of a model class.</summary>
    public string Example { get; init; } = "";

    /// <summary>Cases for the conformance tests: together they cover every setting and shape rule, with odd lengths.</summary>
    public IReadOnlyList<OperatorSample> Samples { get; init; } = [];

    /// <summary>Largest allowed difference from the meaning in float, relative to 1 + |meaning|.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>Whether it stands at the end of a network only: it has no kernel and no gradient, and is taken off before compiling.</summary>
    public bool IsResultOnly { get; init; }

    /// <summary>Name of the ONNX operator(s) it maps to, or the reason there is none.</summary>
    public string Onnx { get; init; } = "";
}
