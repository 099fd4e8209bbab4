using System.Reflection;
using CompressDsl.Core;
using CompressDsl.Generator;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Training.Tests.Hints;

/// <summary>Models written in C#, compiled with the generator and loaded.</summary>
internal sealed class SourceModels
{
    private const string Usings = """
        using CompressDsl;
        using static CompressDsl.Functional;
        namespace Demo;

        """;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => p.EndsWith(".dll", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    private readonly Assembly assembly;

    private SourceModels(Assembly assembly, IReadOnlyDictionary<string, string> files) => (this.assembly, Files) = (assembly, files);

    /// <summary>Generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Runs the generator; any diagnostic of it but Info ones fails.</summary>
    /// <param name="source">Classes of the namespace Demo.</param>
    public static SourceModels Of(string source)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        var parse = new CSharpParseOptions(LanguageVersion.CSharp13);
        var compilation = CSharpCompilation.Create($"Source{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(Usings + source, parse, "User.cs")], References, options);
        var run = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: parse).RunGenerators(compilation).GetRunResult().Results.Single();
        var complaints = run.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).ToArray();
        Assert.True(complaints.Length == 0, string.Join("\n", complaints.Select(c => c.ToString())));
        var files = run.GeneratedSources.Select(s => new GeneratedFile(s.HintName, s.SourceText.ToString())).ToArray();
        var userSource = "#pragma warning disable CS1591, CS8618, CS0169, CS0414\n" + Usings + source;
        return new SourceModels(GeneratedAssembly.Compile(userSource, files), files.ToDictionary(f => f.HintName, f => f.Text));
    }

    public TrainingNetwork Network(string model) => (TrainingNetwork)Invoke(model, "CreateTrainingNetwork")!;

    public IModel Load(string model, Checkpoint checkpoint) => (IModel)Invoke(model, "Load", checkpoint)!;

    public TrainingResult Train(string model, IDataSource data, TrainingOptions options) => (TrainingResult)Invoke(model, "Train", data, options, null)!;

    public TrainingResult Distill(string model, object teacher, IDataSource data, DistillationOptions options) =>
        (TrainingResult)Invoke(model, "Distill", teacher, data, options, null)!;

    private object? Invoke(string model, string method, params object?[] arguments)
    {
        var type = assembly.GetType("Demo." + model, true)!;
        var found = type.GetMethods(BindingFlags.Static | BindingFlags.Public).Single(m => m.Name == method && Fits(m, arguments));
        try
        {
            return found.Invoke(null, arguments);
        }
        catch (TargetInvocationException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error.InnerException!).Throw();
            throw;
        }
    }

    private static bool Fits(MethodInfo method, object?[] arguments)
    {
        var parameters = method.GetParameters();
        return parameters.Length == arguments.Length && parameters.Zip(arguments, (p, a) => a is null || p.ParameterType.IsInstanceOfType(a)).All(fits => fits);
    }
}
