using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using CompressDsl.Generator.Training;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>The file with the network that is trained: its plan, its forward and its backward pass, and their kernels.</summary>
internal sealed class TrainingNetworkFile(ModelSource model, TrainingProgram program, Recipe recipe)
{
    private static readonly string[] Tiers = ["Avx512", "Avx2", "Vector128", "Portable"];

    /// <summary>Name of the generated class.</summary>
    public static string ClassName(ModelSource model) => $"{model.Type.Name}TrainingNetwork";

    public string Print()
    {
        var w = new SourceWriter();
        SourceFile.WriteHeader(w, model, "forward and backward pass for training, over the rows of a shard of a batch");
        using (SourceFile.OpenType(w, model.Type))
        {
            w.Line("/// <summary>The network as it is trained: runs forward and backward over a shard of a batch.</summary>");
            w.Line($"public static global::CompressDsl.Training.TrainingNetwork CreateTrainingNetwork() => new global::{SourceFile.OwnNamespace}.{ClassName(model)}();");
        }

        w.Line();
        using (SourceFile.OpenOwn(w))
        {
            w.Line("using CompressDsl.Core;").Line("using CompressDsl.Training;").Line();
            WriteNetwork(w);
        }

        return w.ToString();
    }

    private void WriteNetwork(SourceWriter w)
    {
        w.Line($"/// <summary>{Xml.Escape(model.Type.FullName)} for training. Values of a shard lie row by row; parameters and gradients in one flat array each.</summary>");
        w.Line(SourceFile.GeneratedCode.Replace("global::System.CodeDom.Compiler.", ""));
        using (w.Block($"file sealed unsafe class {ClassName(model)} : TrainingNetwork"))
        {
            new PlanText(model, program, recipe).Write(w);
            w.Line().Line("public override NetworkPlan Plan => SharedPlan;").Line();
            WriteDispatch(w, "Forward");
            w.Line();
            WriteDispatch(w, "Backward");
            w.Line();
            WriteOffsets(w);
            var steps = program.Forward.Concat(program.Backward).OfType<KernelStep>().Select(s => s.Kernel);
            var kernels = new KernelSet(steps, new BufferTable(Buffers(program)), model.Declaration.Environment.ChecksOverflow);
            var passes = new PassText(program, kernels);
            w.Line();
            passes.Write(w, "Forward", "The outputs of all rows of a shard.", program.Forward.ToArray());
            w.Line();
            passes.Write(w, "Backward", "Adds the gradients of all parameters, last layer first.", program.Backward.ToArray());
            kernels.Write(w);
        }
    }

    private static void WriteDispatch(SourceWriter w, string pass)
    {
        using (w.Block($"public override void {pass}(Shard shard)"))
        using (w.Block("switch (LaneTiers.BestFloat)"))
        {
            foreach (var tier in Tiers)
                w.Line($"{(tier == "Portable" ? "default" : $"case LaneTier.{tier}")}: {pass}<{tier}FloatLanes>(shard); break;");
        }
    }

    private void WriteOffsets(SourceWriter w)
    {
        w.Line("/// <summary>Where each parameter begins in the flat arrays, in floats.</summary>");
        using (w.Block("private static class At"))
        {
            foreach (var slot in program.Parameters)
                w.Line($"public const int {slot.Name} = {Literal.Of(slot.Offset)}; // {slot.Parameter.Key} {slot.Parameter.Type.Shape}");
        }

        w.Line().Line("/// <summary>Where each value begins in a shard's memory, in floats per row; values that are never needed together share their place.</summary>");
        using (w.Block("private static class Memory"))
        {
            foreach (var slot in program.Values.Where(v => v.Place == ValuePlace.Shard))
                w.Line($"public const int {Identifier.Pascal(slot.Name)} = {Literal.Of(slot.Offset)}; // {slot.Type.Shape}");
        }
    }

    /// <summary>The slots as kernels see them (not padded), and the batch axis.</summary>
    private static DataBuffer[] Buffers(TrainingProgram program)
    {
        var slots = program.Values.Select(v => new DataBuffer(
            v.Id, v.Name, v.Place == ValuePlace.Tokens ? BufferElement.Int32 : BufferElement.Float32, v.Type.Shape, BufferRole.Output));
        return [.. slots, new DataBuffer(program.Values.Count, "rows", BufferElement.Float32, Shape.Of(Batching.Row), BufferRole.Output)];
    }
}
