using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The file with the model's public face: static methods on the weights in the assembly, and the nested Session.</summary>
internal static class InferenceFile
{
    public static string Print(ModelSource model)
    {
        var w = new SourceWriter();
        SourceFile.WriteHeader(w, model, "the compiled network");
        using (SourceFile.OpenType(w, model.Type))
        {
            WriteStatics(w, model);
            w.Line();
            new SessionText(model).Write(w);
        }

        return w.ToString();
    }

    private static void WriteStatics(SourceWriter w, ModelSource model)
    {
        var parameters = string.Join(", ", model.Ports.Select(p => p.SpanParameter));
        var names = string.Join(", ", model.Ports.Select(p => p.Name));
        w.Line("private static Session? compressDslDefault;").Line();
        WriteDefault(w);
        w.Line();
        WriteInferDocs(w, model.Ports, "on the weights in the assembly");
        w.Line("/// <exception cref=\"global::System.InvalidOperationException\">There are no weights in the assembly.</exception>");
        w.Line(SessionText.FastAtOnce);
        w.Line($"public static void Infer({parameters}) => (compressDslDefault ?? Default).Infer({names});").Line();
        WriteTensorOverload(w, model, "static ", "Default.Infer");
        if (model.IndexPorts is { } ports) new IndexText(model, ports).WriteStatic(w);
        w.Line("/// <summary>The same compiled code with the weights of a checkpoint (safetensors).</summary>");
        w.Line("/// <param name=\"path\">The checkpoint, trained for the same recipe or for none.</param>");
        w.Line("/// <exception cref=\"global::CompressDsl.Core.CheckpointException\">The checkpoint does not fit; the message names the tensor.</exception>");
        w.Line("public static Session Load(string path) => Load(global::CompressDsl.Core.Checkpoint.Load(path));").Line();
        w.Line("/// <inheritdoc cref=\"Load(string)\"/>");
        w.Line("public static Session Load(global::CompressDsl.Core.Checkpoint checkpoint) => new Session(checkpoint);").Line();
        w.Line("/// <summary>What the compiler made of every layer: shape, parameters, bytes before and after, bits, zeros, kernel.</summary>");
        w.Line("/// <exception cref=\"global::System.InvalidOperationException\">There are no weights in the assembly.</exception>");
        w.Line("public static global::CompressDsl.ModelReport Report => Default.Report;");
    }

    private static void WriteDefault(SourceWriter w)
    {
        w.Line("/// <summary>The session on the weights in the assembly, prepared at first use.</summary>");
        w.Line("/// <exception cref=\"global::System.InvalidOperationException\">There are no weights in the assembly.</exception>");
        using (w.Block("public static Session Default"))
        using (w.Block("get"))
        {
            w.Line("if (global::System.Threading.Volatile.Read(ref compressDslDefault) is { } ready) return ready;");
            w.Line("global::System.Threading.Interlocked.CompareExchange(ref compressDslDefault, Session.OfAssembly(), null);");
            w.Line("return compressDslDefault;");
        }
    }

    public static void WriteInferDocs(SourceWriter w, IEnumerable<PortText> ports, string weights)
    {
        w.Line($"/// <summary>Runs the compiled network on one sample, {weights}. Allocates nothing; may be called from any number of threads.</summary>");
        foreach (var port in ports)
        {
            w.Line($"/// <param name=\"{port.PlainName}\">{Xml.Escape(port.Words)}{(port.IsOutput ? "; must not overlap an input" : "")}.</param>");
        }

        w.Line("/// <exception cref=\"global::System.ArgumentException\">A span has another length; the message names the expected shape.</exception>");
    }

    public static void WriteTensorOverload(SourceWriter w, ModelSource model, string modifiers, string target)
    {
        if (model.Ports.Any(p => p.Buffer.Shape.Rank == 0)) return;
        WriteInferDocs(w, model.Ports, "given as dense tensors");
        w.Line($"public {modifiers}void Infer({string.Join(", ", model.Ports.Select(p => p.IsTokens ? p.SpanParameter : $"in {p.TensorType} {p.Name}"))}) =>");
        w.Line($"    {target}({string.Join(", ", model.Ports.Select(Flat))});").Line();
    }

    private static string Flat(PortText port)
    {
        if (port.IsTokens) return port.Name;
        var shape = string.Join(", ", port.Buffer.Shape.Dimensions.Select(d => d.IsNamed ? "-1" : Literal.Of(d.Size)));
        return $"{SourceFile.Runtime}TensorCheck.Flat(in {port.Name}, [{shape}], {Literal.Of(port.PlainName)})";
    }
}
