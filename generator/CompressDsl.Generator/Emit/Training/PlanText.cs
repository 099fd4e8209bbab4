using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using CompressDsl.Generator.Training;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>What the training library is told about the network.</summary>
internal sealed class PlanText(ModelSource model, TrainingProgram program, Recipe recipe)
{
    public void Write(SourceWriter w)
    {
        w.Line("private static readonly NetworkPlan SharedPlan = new()");
        using (w.Block("", "};"))
        {
            w.Line($"Signature = new ModelSignature({Literal.Of(model.Type.FullName)}, {Ports(model.Inputs)}, {Ports(model.Outputs)}),");
            WriteText(w, "Recipe = Recipe.Parse(", recipe.ToText(), "),");
            WriteText(w, "Forward = ", GraphText.Of(model.Declaration.Graph), ",");
            if (program.Parameters.Count == 0) w.Line("Parameters = default,");
            WriteList(w, "Parameters", program.Parameters.Select(Place));
            w.Line($"ParameterFloats = {Literal.Of(program.ParameterFloats)},");
            w.Line($"FloatsPerSample = {Literal.Of(program.FloatsPerSample)},");
            WriteList(w, "Outputs", program.Outputs.Take(model.Outputs.Count()).Select(Output));
            if (program.Loss is { } loss) w.Line($"OwnLoss = {Loss(loss)},");
            WriteList(w, "Features", program.Features.Select(Feature));
            WriteList(w, "Points", program.Points.Select(Literal.Of));
            WriteList(w, "Norms", Norms());
            WriteList(w, "Measured", program.Measured.Select(m => $"new MeasuredInput({Literal.Of(m.Key)}, {Literal.Of(m.Channels)}, {Literal.Of(m.Groups)})"));
            WriteList(w, "Layers", program.Layers.Select(l => $"new LayerPlace({Literal.Of(l.Weight)}{(l.Bias is null ? "" : $", {Literal.Of(l.Bias)}")})"));
            WriteList(w, "Scalings", program.Scalings.Select(Scaling));
            WriteList(w, "Biases", program.Biases.Select(b => $"new BiasPlace({(b.Bias is null ? "null" : Literal.Of(b.Bias))}, {Literal.Of(b.Weight)}, {Literal.Of(b.Point)})"));
        }
    }

    private string Output(int values, int number)
    {
        var layers = string.Join(", ", program.OutputLayers[number].Select(Literal.Of));
        var place = $"new OutputPlace(Memory.{Name(values)}, Memory.{Name(program.OutputGradients[number])})";
        return layers.Length == 0 ? place : $"{place} {{ Layers = new({layers}) }}";
    }

    private string Loss(LossSlots loss)
    {
        var targets = loss.Targets is { } t ? $", Targets: Memory.{Name(t)}" : "";
        var teacher = loss.Teacher is { } slot ? $", Teacher: Memory.{Name(slot)}" : "";
        return $"new LossPlace(Memory.{Name(loss.Values)}, Memory.{Name(loss.Gradient)}{targets}{teacher}) {{ Fingerprint = {Literal.Of(loss.Fingerprint)} }}";
    }

    private string Feature(FeatureSlot feature)
    {
        var shape = $"new({Literal.Of(feature.Shape.Height)}, {Literal.Of(feature.Shape.Width)}, {Literal.Of(feature.Shape.Channels)})";
        var gradient = feature.Gradient is { } slot ? $", Memory.{Name(slot)}" : "";
        return $"new FeaturePlace({Literal.Of(feature.Field)}, {shape}, Memory.{Name(feature.Values)}{gradient})";
    }

    private static string Scaling(ChannelScaling group)
    {
        string List(string property, IEnumerable<string> keys) => keys.Any() ? $" {property} = new({string.Join(", ", keys.Select(Literal.Of))})," : "";
        var refused = group.Refused is null ? "" : $" Refused = {Literal.Of(group.Refused)},";
        var parts = List("Producers", group.Producers) + List("Consumers", group.Consumers) + List("DepthwiseConsumers", group.DepthwiseConsumers) + refused;
        return $"new ScalingGroup({Literal.Of(group.Channels)}) {{{parts.TrimEnd(',')} }}";
    }

    private string Name(int slot) => Identifier.Pascal(program.Values[slot].Name);

    private static void WriteText(SourceWriter w, string before, string text, string behind)
    {
        w.Line(before + "\"\"\"");
        foreach (var line in text.TrimEnd('\n').Split('\n')) w.Line("    " + line);
        w.Line("    \"\"\"" + behind);
    }

    private static string Ports(IEnumerable<PortText> ports) => $"new Port[] {{ {string.Join(", ", ports.Select(Port))} }}";

    private static string Port(PortText port)
    {
        var sizes = port.Buffer.Shape.Dimensions.Select(d => Literal.Of(d.Size)).DefaultIfEmpty("1");
        return $"new({Literal.Of(port.PlainName)}, new[] {{ {string.Join(", ", sizes)} }}, {(port.IsTokens ? "true" : "false")}, {(port.Named is null ? "false" : "true")})";
    }

    private static void WriteList(SourceWriter w, string property, IEnumerable<string> items)
    {
        var all = items.ToArray();
        if (all.Length == 0) return;
        w.Line($"{property} = new(");
        for (var i = 0; i < all.Length; i++) w.Line($"    {all[i]}{(i == all.Length - 1 ? ")," : ",")}");
    }

    private static string Place(ParameterSlot slot) =>
        $"new ParameterPlace({Literal.Of(slot.Parameter.Key)}, At.{slot.Name}, {Start(slot.Parameter.InitialValue)})"
        + (slot.IsGradientStored ? " { IsGradientStored = true }" : "");

    private static string Start(Initializer start) => $"StartValue.{start.Kind}({Literal.Of((float)start.Scale)})";

    private IEnumerable<string> Norms()
    {
        var at = 0;
        foreach (var norm in program.Norms)
        {
            var (epsilon, momentum) = (Literal.Of((float)norm.Epsilon), Literal.Of((float)norm.Momentum));
            yield return $"new NormPlace({Literal.Of(norm.Key)}, {Literal.Of(norm.Channels)}, {epsilon}, {momentum}, {Literal.Of(at)}){(norm.Positions == 1 ? "" : $" {{ Positions = {Literal.Of(norm.Positions)} }}")}";
            at += 5 * norm.Channels;
        }
    }
}
