using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads one model class: checks its declaration, makes the object, runs Forward.</summary>
internal sealed class ModelDeclarationReader(Reading reading, INamedTypeSymbol type)
{
    /// <summary>C# 12: the oldest version that the generated code compiles under.</summary>
    private const int OldestLanguage = 1200;

    /// <summary>Everything: checks, network, distillation.</summary>
    public ModelDeclaration? Read()
    {
        var environment = ReadEnvironment();
        DeclarationChecks.Report(reading, type, environment, OldestLanguage);
        if (ReadNetwork() is not { } declaration) return null;
        UsageChecks.Report(reading, type, declaration.Graph);
        var distillation = DistillationReader.Read(reading, type, declaration.Graph);
        var hints = new HintReader(reading, type, declaration with { Distillation = distillation }).Read();
        return declaration with
        {
            Environment = environment, Distillation = distillation, Hints = hints, Loss = LossReader.Read(reading, type, declaration.Graph),
            Storage = AttributeReader.Storage(type),
        };
    }

    /// <summary>The network alone.</summary>
    public ModelDeclaration? ReadNetwork()
    {
        var forwards = ModelReader.Forwards(type).ToArray();
        if (forwards.Length != 1) return null;
        var forward = forwards[0];
        var interpreter = new Interpreter(reading);
        var place = forward.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() ?? type.DeclaringSyntaxReferences[0].GetSyntax();
        var model = new BlockDatum(type, AttributeReader.OfClass(type), isRoot: true);
        if (Constructor() is not { } constructor) return null;
        interpreter.RunConstructor(model, type, new Call(constructor, model, Defaults(constructor), place));
        var target = Interpreter.Implementation(forward, type);
        var arguments = Inputs(forward, target, interpreter);
        if (arguments is null) return null;
        var result = interpreter.Inline(new Call(target, model, arguments, place), new Frame(null, model));
        Keyed.Check(reading, model);
        if (Outputs(forward, result) is not { } outputs || reading.Failed) return null;
        var (graph, indices) = IndexResults.TakeOff(reading.Graph.Build(outputs));
        return new ModelDeclaration(
            TypeDeclarations.Of(type), graph, new EquatableArray<string>(forward.Parameters.Select(p => p.Name)),
            new EquatableArray<string>(OutlineReader.OutputNames(forward).Take(outputs.Length)), null, new ModelEnvironment(false, false, 0))
        {
            Indices = indices,
            Fields = reading.Fields.Edges(reading.Graph, graph),
        };
    }

    private IMethodSymbol? Constructor()
    {
        var constructor = type.InstanceConstructors.OrderBy(c => c.Parameters.Length).FirstOrDefault(c => c.Parameters.All(p => p.HasExplicitDefaultValue));
        if (constructor is not null) return constructor;
        reading.Fail();
        reading.Warn(ProblemId.NotAClass, ModelReader.NameOf(type), type.Name, "its constructor needs arguments that nobody gives; give the parameters defaults");
        return null;
    }

    private static List<KeyValuePair<IParameterSymbol, Datum>> Defaults(IMethodSymbol constructor) =>
        constructor.Parameters.Select(p => new KeyValuePair<IParameterSymbol, Datum>(p, new ConstantDatum(p.ExplicitDefaultValue))).ToList();

    private List<KeyValuePair<IParameterSymbol, Datum>>? Inputs(IMethodSymbol forward, IMethodSymbol target, Interpreter interpreter)
    {
        var types = forward.Parameters.Select(p => InputReader.Read(reading, p)).ToArray();
        if (types.Contains(null)) return null;
        var result = new List<KeyValuePair<IParameterSymbol, Datum>>();
        for (var i = 0; i < types.Length; i++)
        {
            var parameter = forward.Parameters[i];
            reading.Spans.Add(parameter.Name, reading.At(parameter.Locations[0]));
            result.Add(new(target.Parameters[i], interpreter.AddInput(i, parameter.Name, types[i]!)));
        }

        return result;
    }

    private int[]? Outputs(IMethodSymbol forward, Datum result)
    {
        var items = result is TupleDatum tuple ? tuple.Items : [result];
        if (items.Count > 0 && items.All(i => i is NodeDatum)) return items.Select(i => ((NodeDatum)i).Id).ToArray();
        if (!reading.Failed && !items.Any(i => i is UnknownDatum))
        {
            reading.Fail();
            reading.Warn(ProblemId.ForwardReturnType, reading.At(forward.Locations[0]), type.Name, forward.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        return null;
    }

    private ModelEnvironment ReadEnvironment()
    {
        var tree = type.DeclaringSyntaxReferences[0].SyntaxTree;
        return new ModelEnvironment(
            OutlineReader.HasTraining(reading.Compilation),
            reading.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: true },
            (int)((CSharpParseOptions)tree.Options).LanguageVersion)
        {
            HasTorchSharp = OutlineReader.HasTorchSharp(reading.Compilation),
            ChecksOverflow = reading.Compilation.Options.CheckOverflow,
        };
    }
}
