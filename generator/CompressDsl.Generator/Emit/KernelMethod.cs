using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>One primitive as a C# method over one sample: its parameters, and its text.</summary>
/// <remarks>
/// The method is generic over the lane types it uses (<c>TInt</c>, <c>TFloat</c>), takes pointers only, and must stand in an unsafe class
/// with <c>using CompressDsl.Runtime.V1;</c>.
/// </remarks>
internal sealed class KernelMethod(Primitive primitive, EquatableArray<KernelArgument> arguments, Action<SourceWriter> writeBody)
{
    private const string Inlined = "AggressiveInlining";

    public Primitive Primitive { get; } = primitive;

    public EquatableArray<KernelArgument> Arguments { get; } = arguments;

    /// <summary>Whether it is generic over <c>TInt</c>.</summary>
    public bool UsesIntegers { get; init; }

    /// <summary>Whether it is generic over <c>TFloat</c>.</summary>
    public bool UsesFloats { get; init; } = true;

    /// <summary>Whether its body is generic over the products too (<c>TDot</c>), which are chosen by what is proved of the weights.</summary>
    public bool UsesProducts { get; init; }

    /// <summary>Several rows: a loop around a method for one row.</summary>
    public KernelRows? Rows { get; init; }

    /// <summary>Two bodies instead of one.</summary>
    public KernelChoice? Choice { get; init; }

    /// <summary>Writes methods that the kernel calls, or null.</summary>
    public Action<SourceWriter>? WriteHelpers { get; init; }

    /// <summary>Type parameters with their brackets, empty where there are none.</summary>
    public string TypeArguments => (UsesIntegers, UsesFloats) switch
    {
        (true, true) => "<TInt, TFloat>",
        (true, false) => "<TInt>",
        (false, true) => "<TFloat>",
        _ => "",
    };

    /// <summary>Type parameters of the body.</summary>
    public string BodyTypeArguments => UsesProducts ? TypeArguments.Replace("<TInt", "<TInt, TDot") : TypeArguments;

    /// <summary>Parameters of the body.</summary>
    public IEnumerable<KernelArgument> BodyArguments => Arguments.Where(a => a.Chain is null);

    private string BodyName => UsesProducts ? Primitive.Name + "With" : Primitive.Name;

    /// <summary>The call of the method, known as <paramref name="name"/>, with the argument texts that <paramref name="text"/> gives.</summary>
    public string Call(string name, Func<KernelArgument, string> text) => $"{name}{TypeArguments}({string.Join(", ", Arguments.Select(text))});";

    /// <summary>Writes what the method computes; <see cref="Write"/> comes behind.</summary>
    public void WriteSummary(SourceWriter w) => w.Line($"/// <summary>{Xml.Escape(Primitive.Comment)}</summary>");

    /// <summary>Writes the method (two where there are several rows), without its summary.</summary>
    /// <param name="guardOverflow">Whether the user's project checks arithmetic, so that kernels have to say unchecked.</param>
    public void Write(SourceWriter w, bool guardOverflow = false)
    {
        if (UsesProducts)
        {
            WriteMethod(w, Primitive.Name, Arguments, WriteProducts, Inlined);
            w.Line().Line($"/// <summary><see cref=\"{Primitive.Name}\"/>, with products of one kind.</summary>");
        }

        if (Choice is not null)
        {
            WriteMethod(w, BodyName, BodyArguments, WriteChoice, Inlined);
            WriteVariant(w, Choice.Then, guardOverflow);
            WriteVariant(w, Choice.Else, guardOverflow);
            return;
        }

        if (Rows is null)
        {
            WriteMethod(w, BodyName, BodyArguments, Guarded(writeBody, guardOverflow));
            WriteHelpersBehind(w);
            return;
        }

        WriteMethod(w, BodyName, BodyArguments, Guarded(Rows.WriteLoop(this), guardOverflow));
        w.Line().Line($"/// <summary>One row of <see cref=\"{Primitive.Name}\"/>.</summary>");
        WriteMethod(w, Primitive.Name + "Row", Rows.RowArguments(BodyArguments), Guarded(writeBody, guardOverflow));
        WriteHelpersBehind(w);
    }

    private void WriteProducts(SourceWriter w)
    {
        w.Line("// How many sums of two products the build proved to fit into 16 bits together.");
        w.Line($"if (TInt.GainsFromProofs && chain > 1) {BodyCall(BodyName, "PlainProducts<TInt, ChainOfTwo>")}");
        w.Line($"else if (TInt.GainsFromProofs && chain == 1) {BodyCall(BodyName, "PlainProducts<TInt, ChainOfOne>")}");
        w.Line($"else {BodyCall(BodyName, "ExactProducts<TInt>")}");
    }

    private void WriteChoice(SourceWriter w)
    {
        w.Line($"if ({(UsesIntegers ? "TInt" : "TFloat")}.{Choice!.Condition}) {BodyCall(Choice.Then.NameIn(Primitive.Name))}");
        w.Line($"else {BodyCall(Choice.Else.NameIn(Primitive.Name))}");
    }

    private string BodyCall(string name, string products = "TDot") =>
        $"{name}{BodyTypeArguments.Replace("TDot", products)}({string.Join(", ", BodyArguments.Select(a => a.Name))});";

    private void WriteVariant(SourceWriter w, KernelVariant variant, bool guardOverflow)
    {
        w.Line().Line($"/// <summary><see cref=\"{Primitive.Name}\"/>, {variant.Words}.</summary>");
        WriteMethod(w, variant.NameIn(Primitive.Name), BodyArguments, Guarded(variant.WriteBody, guardOverflow));
    }

    private void WriteHelpersBehind(SourceWriter w)
    {
        if (WriteHelpers is null) return;
        w.Line();
        WriteHelpers(w);
    }

    private static Action<SourceWriter> Guarded(Action<SourceWriter> body, bool guardOverflow) => guardOverflow
        ? w =>
        {
            using (w.Block("unchecked")) body(w);
        }
        : body;

    private void WriteMethod(
        SourceWriter w, string name, IEnumerable<KernelArgument> parameters, Action<SourceWriter> body, string compilation = "AggressiveOptimization")
    {
        var isChosen = UsesProducts && name != Primitive.Name;
        w.Line($"[MethodImpl(MethodImplOptions.{compilation})]");
        w.Line($"public static void {name}{(isChosen ? BodyTypeArguments : TypeArguments)}({string.Join(", ", parameters.Select(a => $"{a.Type} {a.Name}"))})");
        if (UsesIntegers) w.Line("    where TInt : unmanaged, IInt32Lanes<TInt>");
        if (isChosen) w.Line("    where TDot : unmanaged, IDotProducts<TInt>");
        if (UsesFloats) w.Line("    where TFloat : unmanaged, IFloatLanes<TFloat>");
        using (w.Block("")) body(w);
    }
}
