using System.Reflection;
using CompressDsl.Core;
using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>A network that went the whole way: generated, compiled, loaded, with its training API called by reflection.</summary>
internal sealed class TrainableModel(Type type, CompiledModel compiled)
{
    public CompiledModel Compiled { get; } = compiled;

    public static TrainableModel Of(ModelGraph graph, params string[] outputs) => Of(graph, null, outputs);

    /// <summary>The network built again, with the weights of a checkpoint.</summary>
    public static TrainableModel Of(ModelGraph graph, Checkpoint? checkpoint, params string[] outputs)
    {
        var name = new TypeDeclaration("Demo", new EquatableArray<string>("partial class Model"), "Model", "Demo.Model", "global::Demo.Model", "Demo.Model", "public");
        (graph, var indices) = IndexResults.TakeOff(graph);
        var declaration = new ModelDeclaration(
            name, graph, new EquatableArray<string>(graph.Inputs.Select(i => graph[i].Name)), new EquatableArray<string>(outputs.Length > 0 ? outputs : ["output"]),
            new DistillationDeclaration("Demo.Teacher", "global::Demo.Teacher", 4, 0.9, true), new ModelEnvironment(true, true, 1400))
        {
            Indices = indices,
        };
        var compiled = ModelCompiler.Compile(declaration, checkpoint);
        var failures = compiled.Problems.Where(p => p.Id is not (ProblemId.NoCheckpoint or ProblemId.RangesMissing or ProblemId.RunsInFloat or ProblemId.ChannelsStay or ProblemId.OneScale or ProblemId.SymmetricGrid or ProblemId.FloatActivations or ProblemId.ZerosComputed or ProblemId.SlowGrid)).ToList();
        Assert.True(failures.Count == 0, string.Join("\n", failures.Select(p => $"{p.Id} {string.Join(" | ", p.Arguments)}")));
        var assembly = GeneratedAssembly.Compile("namespace Demo;\n/// <summary>A model.</summary>\npublic sealed partial class Model { }\n", compiled.Files);
        return new TrainableModel(assembly.GetType("Demo.Model", true)!, compiled);
    }

    public TrainingNetwork Network => (TrainingNetwork)Invoke("CreateTrainingNetwork")!;

    public TrainingResult Train(IDataSource data, TrainingOptions options) => (TrainingResult)Invoke("Train", data, options, null)!;

    public TrainingResult Distill(IModel teacher, IDataSource data, DistillationOptions options) =>
        (TrainingResult)Invoke("Distill", teacher, data, options, null)!;

    public TrainingResult Distill(BatchTeacher teacher, IDataSource data, DistillationOptions options, IProgress<TrainingProgress>? told = null) =>
        (TrainingResult)Invoke("Distill", teacher, data, options, told)!;

    public IModel Load(Checkpoint checkpoint) => (IModel)Invoke("Load", checkpoint)!;

    public SelfTestResult SelfTest(string path, IDataset data) => (SelfTestResult)Invoke("SelfTest", path, data)!;

    public EvaluationResult Evaluate(string path, IDataset data) => (EvaluationResult)Invoke("Evaluate", path, data)!;

    public CalibrationResult Calibrate(string path, IDataSource data, CalibrationOptions? options = null) => (CalibrationResult)Invoke("Calibrate", path, data, options)!;

    public PostTrainingResult QuantizeAfterTraining(
        string path, string output, IDataSource data, PostTrainingOptions? options = null, IProgress<PostTrainingProgress>? progress = null) =>
        (PostTrainingResult)Invoke("QuantizeAfterTraining", path, output, data, options, progress)!;

    public ModelAnalysis Analyze(string path, IDataset data, AnalysisOptions? options = null, IProgress<AnalysisProgress>? progress = null) =>
        (ModelAnalysis)Invoke("Analyze", path, data, options, progress)!;

    public PruneResult Prune(string path, IDataSource data, PruneOptions? options = null) => (PruneResult)Invoke("Prune", path, data, options)!;

    public void Unprune(string path) => Invoke("Unprune", path);

    public string File(string kind) => Compiled.Files.First(f => f.HintName.EndsWith($".{kind}.g.cs", StringComparison.Ordinal)).Text;

    private object? Invoke(string method, params object?[] arguments)
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
