using System.Threading;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads <c>[Distill]</c> and checks that the teacher's outputs fit the student's.</summary>
internal static class DistillationReader
{
    public static DistillationDeclaration? Read(Reading reading, INamedTypeSymbol type, ModelGraph student)
    {
        if (KnownTypes.Attribute(type, KnownTypes.DistillAttribute) is not { } attribute) return null;
        var place = attribute.ApplicationSyntaxReference?.GetSyntax() is { } syntax ? Places.Of(syntax) : ModelReader.NameOf(type);
        var temperature = AttributeReader.Argument(attribute, "Temperature", 4.0);
        var alpha = AttributeReader.Argument(attribute, "Alpha", 0.9);
        if (!AttributeReader.IsTemperature(temperature) || !AttributeReader.IsAlpha(alpha)) return null;
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not INamedTypeSymbol teacher) return null;
        var isModel = ModelReader.Forwards(teacher).Any() || teacher.GetTypeMembers("Session").Any(IsModelInterface);
        var isInterface = IsModelInterface(teacher);
        if (SymbolEqualityComparer.Default.Equals(teacher, type) || !(isModel || isInterface))
        {
            var reason = isModel ? "a model cannot teach itself" : "it has no Forward with [Input] parameters and does not implement IModel";
            return Refuse(reading, ProblemId.NotATeacher, place, teacher.Name, reason);
        }

        if (Outputs(reading, teacher) is var (shapes, outputs) && !Fit(outputs, Named(ModelReader.Forwards(type).First(), student)))
        {
            return Refuse(reading, ProblemId.TeacherOutputs, place, teacher.Name, shapes, type.Name, Describe(student));
        }

        return new DistillationDeclaration(
            TypeDeclarations.FullName(teacher), teacher.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), temperature, alpha, isModel);
    }

    /// <summary>
    /// A model of another assembly shows itself by its generated <c>Session</c>; its Forward may be invisible. The interface itself stands for
    /// a teacher that the compiler does not see, such as a module of another library.
    /// </summary>
    private static bool IsModelInterface(INamedTypeSymbol type) => type.AllInterfaces.Append(type).Any(i => i.ToDisplayString() == KnownTypes.ModelInterface);

    /// <summary>The outputs of a teacher: read from its source, or from what its assembly says; null where neither is there.</summary>
    private static (string Shapes, (string Name, int Length)[] Outputs)? Outputs(Reading reading, INamedTypeSymbol teacher)
    {
        if (ModelReader.Forwards(teacher).FirstOrDefault(f => !f.DeclaringSyntaxReferences.IsEmpty) is { } forward)
        {
            return ModelReader.ReadGraph(teacher, reading.Libraries, reading.Cancellation) is { } graph ? (Describe(graph), Named(forward, graph)) : null;
        }

        var attribute = teacher.GetTypeMembers("Session").Append(teacher).Select(t => KnownTypes.Attribute(t, KnownTypes.ModelOutputsAttribute)).FirstOrDefault(a => a is not null);
        if (attribute is not { ConstructorArguments: { Length: 3 } written }) return null;
        if (written[0].Value is not string shapes || List<string>(written[1]) is not { } names || List<int>(written[2]) is not { } lengths) return null;
        return (shapes, names.Zip(lengths, (name, length) => (name, length)).ToArray());
    }

    private static T[]? List<T>(TypedConstant written) =>
        written is { Kind: TypedConstantKind.Array, IsNull: false } ? written.Values.Select(v => v.Value).OfType<T>().ToArray() : null;

    /// <summary>Outputs are matched by name; by order where the names are not the same ones.</summary>
    private static bool Fit((string Name, int Length)[] teacher, (string Name, int Length)[] student)
    {
        if (teacher.Length != student.Length) return false;
        var byName = student.All(s => teacher.Count(t => t.Name == s.Name) == 1);
        return student.Select((s, i) => (byName ? teacher.First(t => t.Name == s.Name) : teacher[i]).Length == s.Length).All(fits => fits);
    }

    private static (string Name, int Length)[] Named(IMethodSymbol forward, ModelGraph graph) =>
        OutlineReader.OutputNames(forward).Zip(graph.Outputs, (name, output) => (name, graph[output].Type.Shape.Elements)).ToArray();

    private static string Describe(ModelGraph graph) => string.Join(" and ", graph.Outputs.Select(o => graph[o].Type.ToString()));

    private static DistillationDeclaration? Refuse(Reading reading, string id, SourceSpan place, params string[] arguments)
    {
        reading.Fail();
        reading.Warn(id, place, arguments);
        return null;
    }
}
