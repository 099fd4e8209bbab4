using System.Text.RegularExpressions;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads <c>[Hint]</c> on the fields of a model and of its blocks, and checks that what is to be compared can be.</summary>
internal sealed class HintReader(Reading reading, INamedTypeSymbol type, ModelDeclaration student)
{
    private ModelDeclaration? teacher;
    private bool isTeacherRead;

    /// <summary>The hints that fit, those of the model itself first.</summary>
    public EquatableArray<HintDeclaration> Read()
    {
        var written =
            from member in reading.Fields.Members
            from attribute in member.Member.GetAttributes()
            where attribute.AttributeClass?.ToDisplayString() == KnownTypes.HintAttribute
            from field in FieldTable.Objects(member.Held)
            where field.Path is not null
            select Read(attribute, member.Member, field.Path!);
        return new EquatableArray<HintDeclaration>(written.OfType<HintDeclaration>().OrderBy(h => h.OfSelf ? 0 : 1).ToArray());
    }

    private HintDeclaration? Read(AttributeData attribute, ISymbol member, string path)
    {
        var place = attribute.ApplicationSyntaxReference?.GetSyntax() is { } syntax ? reading.At(syntax) : ModelReader.NameOf(type);
        var loss = (HintLoss)AttributeReader.Argument(attribute, "Loss", (int)HintLoss.Features);
        var weight = AttributeReader.Argument(attribute, "Weight", AttributeReader.HintWeight);
        var ofSelf = AttributeReader.Argument(attribute, "OfSelf", false);
        if (!AttributeReader.IsHintWeight(weight) || !Enum.IsDefined(typeof(HintLoss), loss)) return null;
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not string wanted) return null;
        if ((ofSelf ? student : Teacher(place, member)) is not { } owner) return null;
        if (Field(student, path, path, place) is not { } learns) return null;
        if (Field(owner, Numbered(wanted, path), path, place) is not { } shown) return null;
        var (edge, other) = (student.Graph.Nodes.First(n => n.Name == learns.Edge), owner.Graph.Nodes.First(n => n.Name == shown.Edge));
        if (ofSelf && ComesFrom(edge.Id, other.Id)) return Refuse(ProblemId.HintOfSelf, place, shown.Path, learns.Path);
        if (Shapes(edge.Type, other.Type, loss) is not ({ } shape, { } teacherShape))
        {
            return Refuse(
                ProblemId.HintShapes, place, $"'{learns.Path}' {edge.Type}", $"'{shown.Path}' {other.Type}", loss.ToString(), Why(edge.Type, other.Type, loss));
        }

        return new HintDeclaration(learns.Path, learns.Edge, shown.Path, ofSelf) { Loss = loss, Weight = weight, Shape = shape, TeacherShape = teacherShape };
    }

    /// <summary>Whether a value is another one, or computed from it.</summary>
    private bool ComesFrom(int id, int source)
    {
        var comes = new bool[student.Graph.Nodes.Count];
        foreach (var node in student.Graph.Nodes) comes[node.Id] = node.Id == source || node.Inputs.Any(i => comes[i]);
        return comes[id];
    }

    private static (FeatureShape?, FeatureShape?) Shapes(TensorType edge, TensorType other, HintLoss loss)
    {
        var (shape, teacher) = (FeatureShape.Of(edge), FeatureShape.Of(other));
        return shape is null || teacher is null || FeatureShape.Mismatch(loss, shape, teacher) is not null ? (null, null) : (shape, teacher);
    }

    private static string Why(TensorType edge, TensorType other, HintLoss loss) => (FeatureShape.Of(edge), FeatureShape.Of(other)) is ({ } shape, { } teacher)
        ? FeatureShape.Mismatch(loss, shape, teacher)!
        : "hints compare floats of fixed number with at most three axes";

    /// <summary>A star stands for the number of the block or element that learns.</summary>
    private static string Numbered(string wanted, string path)
    {
        var numbers = new Queue<string>(path.Split('.').Where(part => part.All(char.IsDigit)));
        return Regex.Replace(wanted, @"\*", star => numbers.Count > 0 ? numbers.Dequeue() : star.Value);
    }

    /// <summary>The model of <c>[Distill]</c>; null where there is none to read, which is reported unless it was before.</summary>
    private ModelDeclaration? Teacher(SourceSpan place, ISymbol member)
    {
        if (KnownTypes.Attribute(type, KnownTypes.DistillAttribute) is not { } distill)
        {
            // A block's hints are for the students that use it; others leave them alone.
            var isOwn = ContainingTypes().Any(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, member.ContainingType.OriginalDefinition));
            if (isOwn) Refuse(ProblemId.HintWithoutTeacher, place, member.Name, type.Name);
            return null;
        }

        if (student.Distillation is null || distill.ConstructorArguments[0].Value is not INamedTypeSymbol symbol) return null;
        if (!ModelReader.Forwards(symbol).Any(f => !f.DeclaringSyntaxReferences.IsEmpty))
        {
            Refuse(ProblemId.HintTeacherNotHere, place, symbol.Name, type.Name);
            return null;
        }

        if (!isTeacherRead) teacher = ModelReader.ReadNetwork(symbol, reading.Libraries, reading.Cancellation);
        isTeacherRead = true;
        return teacher;
    }

    private IEnumerable<INamedTypeSymbol> ContainingTypes()
    {
        for (var t = type; t is not null; t = t.BaseType) yield return t;
    }

    /// <summary>A field that is called once and gives one value; null otherwise, which is reported.</summary>
    private FieldEdge? Field(ModelDeclaration model, string path, string student, SourceSpan place)
    {
        if (model.Fields.FirstOrDefault(f => f.Path == path) is not { } field)
        {
            var near = model.Fields.Select(f => f.Path).OrderBy(f => Names.Distance(f, path)).ThenBy(f => f, StringComparer.Ordinal).Take(3);
            Refuse(ProblemId.HintField, place, model.Type.Name, path, string.Join(", ", near.Select(f => $"'{f}'")));
            return null;
        }

        if (field is { Calls: 1, Edge.Length: > 0 }) return field;
        var calls = field.Calls == 0 ? "never calls" : field.Calls == 1 ? "takes several values from" : $"calls {field.Calls} times";
        Refuse(ProblemId.HintCalls, place, model.Type.Name, calls, path, student);
        return null;
    }

    private HintDeclaration? Refuse(string id, SourceSpan place, params string[] arguments)
    {
        reading.Fail();
        reading.Warn(id, place, arguments);
        return null;
    }
}
