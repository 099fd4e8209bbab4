using System.Reflection;
using CompressDsl.Core;
using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using TorchSharp;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>A network with its TorchSharp members: generated, compiled against the real package, loaded.</summary>
internal sealed class TorchModel(Type type)
{
    private static readonly string[] Passes = [".Torch.g.cs", ".Torch.Training.g.cs", ".Training.g.cs"];

    /// <summary>One network with all its members.</summary>
    public static TorchModel Of(ModelGraph graph) => Many([graph], hasTraining: true, onlyPasses: false)[0];

    /// <summary>Compiles many networks in one compilation: their modules and, if asked for, the passes that training runs.</summary>
    public static IReadOnlyList<TorchModel> Many(IReadOnlyList<ModelGraph> graphs, bool hasTraining = false, bool onlyPasses = true)
    {
        var environment = new ModelEnvironment(hasTraining, true, 1400) { HasTorchSharp = true };
        var compiled = graphs.Select((g, i) => ModelCompiler.Compile(Declare(g, i, environment) with { Distillation = onlyPasses ? null : Distillation }, null)).ToList();
        foreach (var problem in compiled.SelectMany(c => c.Problems))
            Assert.True(problem.Id is ProblemId.NoCheckpoint or ProblemId.RunsInFloat or ProblemId.RangesMissing or ProblemId.ZerosComputed or ProblemId.SlowGrid, $"{problem.Id} {string.Join(" | ", problem.Arguments)}");
        var user = "namespace Demo;\n" + string.Concat(graphs.Select((_, i) => $"/// <summary>A model.</summary>\npublic sealed partial class M{i} {{ }}\n"));
        var assembly = GeneratedAssembly.Compile(user, compiled.SelectMany(c => c.Files).Where(f => !onlyPasses || Passes.Any(p => f.HintName.EndsWith(p, StringComparison.Ordinal))).Concat(SharedFiles.Of([environment])));
        return graphs.Select((_, i) => new TorchModel(assembly.GetType($"Demo.M{i}", true)!)).ToList();
    }

    private static DistillationDeclaration Distillation => new("Demo.Teacher", "global::Demo.Teacher", 4, 0.9, true);

    private static ModelDeclaration Declare(ModelGraph graph, int number, ModelEnvironment environment)
    {
        var name = $"M{number}";
        var type = new TypeDeclaration("Demo", new EquatableArray<string>($"partial class {name}"), name, $"Demo.{name}", $"global::Demo.{name}", $"Demo.{name}", "public");
        (graph, var indices) = IndexResults.TakeOff(graph);
        return new ModelDeclaration(
            type, graph, new EquatableArray<string>(graph.Inputs.Select((_, i) => $"input{i}")),
            new EquatableArray<string>(graph.Outputs.Select((_, i) => graph.Outputs.Count == 1 ? "output" : $"output{i}")),
            null, environment)
        {
            Indices = indices,
        };
    }

    /// <summary>The module with the weights of a checkpoint.</summary>
    public torch.nn.Module Module(Checkpoint checkpoint) => (torch.nn.Module)Invoke("ToTorch", checkpoint)!;

    public Checkpoint Weights(torch.nn.Module module) => (Checkpoint)Invoke("FromTorch", module)!;

    public IModel Load(Checkpoint checkpoint) => (IModel)Invoke("Load", checkpoint)!;

    /// <summary>Runs a module on tensors.</summary>
    public static torch.Tensor[] Forward(torch.nn.Module module, params torch.Tensor[] inputs)
    {
        var result = module.GetType().GetMethod("forward")!.Invoke(module, inputs)!;
        return result is torch.Tensor tensor ? [tensor] : [.. ((System.Runtime.CompilerServices.ITuple)result).Items().Cast<torch.Tensor>()];
    }

    public object? Invoke(string method, params object?[] arguments)
    {
        var found = type.GetMethods(BindingFlags.Public | BindingFlags.Static).First(m => m.Name == method && m.GetParameters().Length == arguments.Length
            && m.GetParameters().Zip(arguments).All(p => p.Second is null || p.First.ParameterType.IsInstanceOfType(p.Second)));
        try
        {
            return found.Invoke(null, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            throw new InvalidOperationException(inner.ToString(), inner);
        }
    }
}
