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

        if (Outputs(reading, teacher) is var (shapes, lengths) && !lengths.SequenceEqual(LengthsOf(student)))
        {
            return Refuse(reading, ProblemId.TeacherOutputs, place, teacher.Name, shapes, type.Name, Describe(student));
        }

        return new DistillationDeclaration(
            TypeDeclarations.FullName(teacher), teacher.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), temperature, alpha, isModel);
    }

    /// <summary>A model of another assembly shows itself by its generated <c>Session</c>; its Forward may be invisible.</summary>
    private static bool IsModelInterface(INamedTypeSymbol type) => type.AllInterfaces.Any(i => i.ToDisplayString() == KnownTypes.ModelInterface);

    /// <summary>The outputs of a teacher: read from its source, or from what its assembly says; null where neither is there.</summary>
    private static (string Shapes, IEnumerable<int> Lengths)? Outputs(Reading reading, INamedTypeSymbol teacher)
    {
        if (ModelReader.Forwards(teacher).Any(f => !f.DeclaringSyntaxReferences.IsEmpty))
        {
            return ModelReader.ReadGraph(teacher, reading.Libraries, reading.Cancellation) is { } graph ? (Describe(graph), LengthsOf(graph)) : null;
        }

        var attribute = teacher.GetTypeMembers("Session").Append(teacher).Select(t => KnownTypes.Attribute(t, KnownTypes.ModelOutputsAttribute)).FirstOrDefault(a => a is not null);
        if (attribute is not { ConstructorArguments: { Length: 2 } written }) return null;
        if (written[0].Value is not string shapes || written[1] is not { Kind: TypedConstantKind.Array, IsNull: false }) return null;
        return (shapes, written[1].Values.Select(v => v.Value as int? ?? 0));
    }

    private static IEnumerable<int> LengthsOf(ModelGraph graph) => graph.Outputs.Select(o => graph[o].Type.Shape.Elements);

    private static string Describe(ModelGraph graph) => string.Join(" and ", graph.Outputs.Select(o => graph[o].Type.ToString()));

    private static DistillationDeclaration? Refuse(Reading reading, string id, SourceSpan place, params string[] arguments)
    {
        reading.Fail();
        reading.Warn(id, place, arguments);
        return null;
    }
}
