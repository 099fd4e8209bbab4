using System.Collections.Immutable;
using CompressDsl.Generator.Frontend;
using CompressDsl.Generator.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Tests.Frontend;

/// <summary>Runs the generator on DSL sources: makes a test two lines.</summary>
internal static class Dsl
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using CompressDsl;
        global using static CompressDsl.Functional;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !Path.GetFileName(p).StartsWith("CompressDsl.", StringComparison.Ordinal) && !Path.GetFileName(p).StartsWith("xunit", StringComparison.Ordinal))
            .Append(typeof(Value).Assembly.Location)
            .Append(typeof(Core.Recipe).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p))];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Compile(params string[] sources) => Compile(ParseOptions, sources);

    public static CSharpCompilation Compile(CSharpParseOptions options, params string[] sources) =>
        CSharpCompilation.Create(
            "App",
            sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, options, $"File{i}.cs"))
                .Append(CSharpSyntaxTree.ParseText(Usings, new CSharpParseOptions(LanguageVersion.Latest), "Usings.cs")).Select(t => t.WithRootAndOptions(t.GetRoot(), options)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpGeneratorDriver Driver(CSharpParseOptions? options = null) =>
        CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: options ?? ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRunResult Run(Compilation compilation)
    {
        var options = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        return Driver(options).RunGenerators(compilation).GetRunResult().Results.Single();
    }

    /// <summary>What the C# compiler says of the sources and everything generated for them.</summary>
    public static ImmutableArray<Diagnostic> CompileWithOutput(params string[] sources)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out _);
        return output.GetDiagnostics();
    }

    /// <summary>What the front end found, in the order of the sources.</summary>
    public static IReadOnlyList<ModelReading> Readings(GeneratorRunResult result) =>
        result.TrackedSteps.TryGetValue(Steps.Read, out var steps)
            ? steps.SelectMany(s => s.Outputs).Select(o => o.Value).OfType<ModelReading>().ToArray()
            : [];

    /// <summary>The declarations of valid sources; any diagnostic fails the test.</summary>
    public static IReadOnlyList<ModelDeclaration> Models(params string[] sources)
    {
        var compilation = Compile(sources);
        var result = Run(compilation);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is not "CS0246"));
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics.Where(d => d.Id is not ("CDSL0400" or "CDSL0530" or "CDSL0532")));
        return Readings(result).Select(r => r.Declaration!).ToArray();
    }

    /// <summary>The only model of valid sources.</summary>
    public static ModelDeclaration Model(params string[] sources) => Assert.Single(Models(sources));

    /// <summary>The printed graph of the only model of valid sources.</summary>
    public static string GraphOf(params string[] sources) => Model(sources).Graph.ToString();

    /// <summary>The computed edges of a model, one a line: <c>hidden.relu = Relu(hidden)</c>.</summary>
    public static string EdgesOf(params string[] sources) => Edges(Model(sources));

    public static string Edges(ModelDeclaration model) => string.Join("\n", model.Graph.Nodes
        .Where(n => n.Operator is not (Input or Parameter))
        .Select(n => $"{n.Name} = {n.Operator.GetType().Name}({string.Join(", ", n.Inputs.Select(i => model.Graph[i]).Where(i => i.Operator is not Parameter).Select(i => i.Name))})"));

    /// <summary>The checkpoint keys of a model, in order.</summary>
    public static string KeysOf(params string[] sources) =>
        string.Join(" ", Model(sources).Graph.Parameters.Select(p => ((Parameter)p.Operator).Key));

    /// <summary>A model with this body.</summary>
    public static string Class(string body) => $$"""
        public sealed partial class Net
        {
        {{body}}
        }
        """;
}
