using System.Reflection;
using CompressDsl.Core;
using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>A graph that went the whole way: compiled to C#, compiled to IL, loaded.</summary>
internal sealed class CompiledNetwork
{
    private readonly Type type;

    private CompiledNetwork(Type type, CompiledModel compiled)
    {
        this.type = type;
        Compiled = compiled;
    }

    public CompiledModel Compiled { get; }

    /// <summary>The session on the weights in the assembly.</summary>
    public IModel Default => (IModel)type.GetProperty("Default")!.GetValue(null)!;

    public Type Type => type;

    public static CompiledNetwork Of(ModelGraph graph, Checkpoint? checkpoint, bool checkOverflow = false) =>
        Many([(graph, checkpoint)], checkOverflow)[0];

    /// <summary>Compiles many networks in one compilation.</summary>
    public static IReadOnlyList<CompiledNetwork> Many(IReadOnlyList<(ModelGraph Graph, Checkpoint? Checkpoint)> models, bool checkOverflow = false, StorageMode storage = StorageMode.Fast)
    {
        var compiled = models.Select((m, i) => ModelCompiler.Compile(Declare(m.Graph, i, checkOverflow) with { Storage = storage }, m.Checkpoint)).ToList();
        foreach (var model in compiled)
        {
            var failures = model.Problems.Where(p => p.Id is not (ProblemId.NoCheckpoint or ProblemId.RangesMissing or ProblemId.RunsInFloat or ProblemId.ChannelsStay or ProblemId.OneScale or ProblemId.SymmetricGrid or ProblemId.FloatActivations or ProblemId.ZerosComputed or ProblemId.SlowGrid)).ToList();
            Assert.True(failures.Count == 0, string.Join("\n", failures.Select(p => $"{p.Id} {string.Join(" | ", p.Arguments)}")));
        }

        var user = "namespace Demo;\n" + string.Concat(models.Select((_, i) => $"/// <summary>A model.</summary>\npublic sealed partial class M{i} {{ }}\n"));
        var assembly = GeneratedAssembly.Compile(user, compiled.SelectMany(c => c.Files), checkOverflow);
        return compiled.Select((c, i) => new CompiledNetwork(assembly.GetType($"Demo.M{i}", true)!, c)).ToList();
    }

    public static ModelDeclaration Declare(ModelGraph graph, int number = 0, bool checkOverflow = false)
    {
        var type = new TypeDeclaration("Demo", new EquatableArray<string>($"partial class M{number}"), $"M{number}", $"Demo.M{number}", $"global::Demo.M{number}", $"Demo.M{number}", "public");
        (graph, var indices) = IndexResults.TakeOff(graph);
        return new ModelDeclaration(
            type, graph, new EquatableArray<string>(graph.Inputs.Select((_, i) => $"input{i}")),
            new EquatableArray<string>(graph.Outputs.Select((_, i) => graph.Outputs.Count == 1 ? "output" : $"output{i}")), null,
            new ModelEnvironment(false, true, 1400) { ChecksOverflow = checkOverflow })
        {
            Indices = indices,
        };
    }

    public IModel Load(Checkpoint checkpoint) => (IModel)Invoke(type.GetMethod("Load", [typeof(Checkpoint)])!, null, checkpoint)!;

    /// <summary>The same session on another instruction set.</summary>
    public static IModel ForTier(IModel session, LaneTier tier) => (IModel)session.GetType().GetMethod("ForTier")!.Invoke(session, [tier])!;

    private static object? Invoke(MethodInfo method, object? target, params object?[] arguments)
    {
        try
        {
            return method.Invoke(target, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            throw inner;
        }
    }
}
