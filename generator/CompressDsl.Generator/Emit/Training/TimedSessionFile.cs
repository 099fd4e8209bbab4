using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>The file by which a session takes the time of its kernels, for Analyze.</summary>
internal sealed class TimedSessionFile(ModelSource model)
{
    private const string Model = "global::CompressDsl.Training.ITimedModel";
    private const string Step = "global::CompressDsl.Training.TimedStep";
    private const string List = "global::CompressDsl.Core.EquatableArray";

    public string Print()
    {
        var w = new SourceWriter();
        SourceFile.WriteHeader(w, model, "the time of every kernel, for Analyze");
        using (SourceFile.OpenType(w, model.Type))
        using (w.Block($"unsafe partial class Session : {Model}"))
        {
            w.Line($"{List}<{Step}> {Model}.Steps => new(new {Step}[]");
            using (w.Block("", "});")) w.Line(string.Join("\n", model.Program.Steps.Select(s => $"new({Literal.Of(s.Comment)}, {Literal.Of(WeightOf(s))}),")));
            w.Line();
            using (w.Block($"void {Model}.Infer(global::CompressDsl.ModelInput input, global::System.Span<float> output, global::System.Span<long> {SessionText.Ticks})"))
                new ModelInterfaceText(model).WriteCall(w, "InferTimed", SessionText.Ticks);
            w.Line();
            w.Line(SessionText.FastAtOnce);
            using (w.Block($"private void InferTimed({string.Join(", ", model.Ports.Select(p => p.SpanParameter))}, global::System.Span<long> {SessionText.Ticks})"))
                new SessionText(model).WriteTimed(w);
            w.Line().Line(KernelsFile.Signature(model, KernelsFile.Timed) + ";");
        }

        return w.ToString();
    }

    private string WeightOf(Primitive step) =>
        LayerPlans.WeightsOf(step) is { } name ? model.Program.Recipe.Sections.First(s => s.Name == name).Find("weight") ?? "" : "";
}
