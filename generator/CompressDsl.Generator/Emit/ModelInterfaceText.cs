using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The members of IModel: signature, and inference over flat inputs.</summary>
internal sealed class ModelInterfaceText(ModelSource model)
{
    public void Write(SourceWriter w)
    {
        w.Line("/// <inheritdoc/>");
        w.Line("public global::CompressDsl.ModelSignature Signature => ModelPorts;").Line();
        w.Line("private static readonly global::CompressDsl.ModelSignature ModelPorts = new(");
        w.Line($"    {Literal.Of(model.Type.FullName)},");
        w.Line($"    new global::CompressDsl.Port[] {{ {string.Join(", ", model.Inputs.Select(Port))} }},");
        w.Line($"    new global::CompressDsl.Port[] {{ {string.Join(", ", model.Outputs.Select(Port))} }});").Line();
        w.Line("/// <inheritdoc/>");
        using (w.Block("public void Infer(global::CompressDsl.ModelInput input, global::System.Span<float> output)"))
        {
            var floats = model.Inputs.Where(p => !p.IsTokens).ToList();
            if (floats.All(p => p.Named is null))
            {
                w.Line($"{SourceFile.Runtime}SpanCheck.Exact(input.Floats.Length, {Literal.Of(floats.Sum(p => p.Buffer.Length))}, nameof(input), {Literal.Of(Words(floats))});");
            }

            var fixedOutputs = model.Outputs.All(p => p.Named is null);
            if (fixedOutputs)
            {
                w.Line($"{SourceFile.Runtime}SpanCheck.Exact(output.Length, {Literal.Of(model.Outputs.Sum(p => p.Buffer.Length))}, nameof(output), {Literal.Of(Words(model.Outputs))});");
            }

            WriteCall(w, "Infer");
        }

        w.Line();
    }

    /// <summary>Calls a method with the parts of <c>input</c> and <c>output</c>.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="method">Has the parameters of Infer, and <paramref name="more"/> behind them.</param>
    /// <param name="more">Further arguments.</param>
    public void WriteCall(SourceWriter w, string method, params string[] more)
    {
        var floats = model.Inputs.Where(p => !p.IsTokens).ToList();
        WriteLengths(w, floats);
        w.Line($"{method}({string.Join(", ", Slices(floats).Concat(Slices("output", model.Outputs.ToList())).Concat(more))});");
    }

    private static string Words(IEnumerable<PortText> ports) => string.Join(" and ", ports.Select(p => p.Words).DefaultIfEmpty("no floats"));

    private static string Port(PortText port) =>
        $"new({Literal.Of(port.PlainName)}, new[] {{ {string.Join(", ", port.Buffer.Shape.Dimensions.Select(d => Literal.Of(d.Size)).DefaultIfEmpty("1"))} }}"
        + $"{(port.IsTokens ? ", IsTokens: true" : "")}{(port.Named is null ? "" : ", Varies: true")})";

    /// <summary>Lengths of named dimensions, from all float inputs that share one, or from the token input that has it.</summary>
    private void WriteLengths(SourceWriter w, List<PortText> floats)
    {
        if (model.Ports.Count(p => p.Named is not null) < 2) return;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in model.Inputs.Where(p => p.Named is not null && known.Add(p.Named.Value.Name!)))
        {
            var together = input.IsTokens ? [input] : floats.Where(p => p.Named?.Name == input.Named!.Value.Name).ToList();
            var others = floats.Except(together).Sum(p => p.Buffer.Length);
            var length = input.IsTokens ? "input.Tokens.Length" : others == 0 ? "input.Floats.Length" : $"(input.Floats.Length - {Literal.Of(others)})";
            var row = together.Sum(p => p.Row);
            w.Line($"var {BufferTable.LengthName(input.Named!.Value.Name!)} = {length}{(row == 1 ? "" : $" / {Literal.Of(row)}")};");
        }
    }

    private IEnumerable<string> Slices(List<PortText> floats)
    {
        var slices = Slices("input.Floats", floats);
        return model.Inputs.Select(p => p.IsTokens ? "input.Tokens" : slices[floats.IndexOf(p)]);
    }

    /// <summary>The parts of a span that holds all <paramref name="ports"/> one behind the other.</summary>
    private static string[] Slices(string span, List<PortText> ports)
    {
        if (ports.Count == 1) return [span];
        var offsets = ports.Select((_, i) => i == 0 ? "0" : string.Join(" + ", ports.Take(i).Select(p => p.Length)));
        return ports.Zip(offsets, (p, offset) => p == ports[ports.Count - 1] ? $"{span}.Slice({offset})" : $"{span}.Slice({offset}, {p.Length})").ToArray();
    }
}
