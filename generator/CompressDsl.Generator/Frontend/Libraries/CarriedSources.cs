using System.Globalization;
using System.Text.RegularExpressions;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>The sources of blocks that the references of a compilation carry, sorted into those that can be used and the others.</summary>
internal sealed class CarriedSources
{
    private readonly Compilation compilation;
    private readonly Dictionary<string, List<CarriedSource>> usable = [];

    public CarriedSources(Compilation compilation)
    {
        this.compilation = compilation;
        foreach (var type in Read(compilation).GroupBy(s => s.Type)) Sort(type.Key, type.ToList());
        while (usable.FirstOrDefault(u => UsedRefusal(u.Value) is not null) is { Key: not null } next)
        {
            Refused.Add(next.Key, UsedRefusal(next.Value)!);
            usable.Remove(next.Key);
        }
    }

    /// <summary>The sources to add, in a stable order.</summary>
    public IEnumerable<CarriedSource> Usable => usable.OrderBy(u => u.Key, StringComparer.Ordinal).SelectMany(u => u.Value);

    /// <summary>By metadata name, the types whose source is there and not used.</summary>
    public Dictionary<string, BlockRefusal> Refused { get; } = [];

    private static IEnumerable<CarriedSource> Read(Compilation compilation) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols
        where assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == KnownTypes.Namespace))
        from attribute in assembly.GetAttributes()
        where attribute.AttributeClass?.ToDisplayString() == KnownTypes.BlockSourceAttribute
        select Of(assembly.Name, attribute);

    private static CarriedSource Of(string assembly, AttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments;
        var type = arguments.Length > 1 ? arguments[1].Value as string : null;
        var format = arguments.Length > 0 && arguments[0].Value is int number ? number : 0;
        return new CarriedSource(assembly, format, type ?? "", arguments.Length > 2 ? arguments[2].Value as string : null);
    }

    private void Sort(string type, List<CarriedSource> sources)
    {
        var first = sources[0];
        if (sources.FirstOrDefault(s => s.Format > BlockSource.Format) is { } newer)
        {
            Refused[type] = new(ProblemId.BlockSourceNewer, newer.Assembly, newer.Format.ToString(CultureInfo.InvariantCulture));
        }
        else if (sources.Any(s => s.Format < 1 || s.Type.Length == 0 || string.IsNullOrEmpty(s.Text)))
        {
            Refused[type] = new(ProblemId.BlockSourceUnreadable, first.Assembly, "it is damaged");
        }
        else if (compilation.Assembly.GetTypeByMetadataName(type) is { } own)
        {
            // The user's own type wins, as in C#; the same file linked into both projects is no contradiction.
            if (!own.DeclaringSyntaxReferences.All(r => sources.Any(s => s.Text!.Contains(BlockText.Plain(r.GetSyntax())))))
                Refused[type] = new(ProblemId.BlockSourceUnreadable, first.Assembly, $"this project has another '{type}'");
        }
        else
        {
            Choose(type, sources.GroupBy(s => s.Assembly).Select(g => g.ToList()).ToList());
        }
    }

    private void Choose(string type, List<List<CarriedSource>> byAssembly)
    {
        var (first, other) = (byAssembly[0], byAssembly.FirstOrDefault(s => !s.Select(x => x.Text).SequenceEqual(byAssembly[0].Select(x => x.Text))));
        if (other is null) usable[type] = first;
        else Refused[type] = new(ProblemId.BlockSourceUnreadable, other[0].Assembly, $"assembly '{first[0].Assembly}' has another '{type}'");
    }

    /// <summary>A source that names a type which cannot be used cannot be used either: it would find another one of that name.</summary>
    private BlockRefusal? UsedRefusal(List<CarriedSource> sources)
    {
        foreach (var refused in Refused)
        {
            var name = refused.Key.Substring(refused.Key.LastIndexOf('.') + 1).Split('`')[0];
            if (name.Length > 0 && sources.Any(s => Regex.IsMatch(s.Text!, $@"\b{Regex.Escape(name)}\b"))) return refused.Value;
        }

        return null;
    }
}
