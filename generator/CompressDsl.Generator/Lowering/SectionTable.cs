using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <summary>The sections that kernels ask for: the same request twice is one section.</summary>
internal sealed class SectionTable
{
    /// <summary>The section that says of others what is proved of their weights; it follows them.</summary>
    public const string ChainsKind = "chains";

    private readonly NameTable names = new();
    private readonly List<Section> sections = [];

    public Section this[string name] => sections.First(s => s.Name == name);

    /// <summary>Name of the section.</summary>
    public string Add(string name, string kind, params Setting[] settings)
    {
        var wanted = new EquatableArray<Setting>(settings);
        if (sections.FirstOrDefault(s => s.Kind == kind && s.Settings == wanted) is { } known) return known.Name;
        sections.Add(new Section(names.Unique(name), kind, wanted));
        return sections[sections.Count - 1].Name;
    }

    /// <summary>The sections that <paramref name="steps"/> read, in the order in which they are read first.</summary>
    public EquatableArray<Section> UsedBy(IReadOnlyList<Primitive> steps)
    {
        var used = steps.SelectMany(PrimitiveSections.Of).Distinct(StringComparer.Ordinal).ToList();
        var chained = steps.OfType<DotPrimitive>().Where(d => d.MultipliesBytes).Select(d => d.Sections.Weights).Distinct(StringComparer.Ordinal);
        if (chained.Select(n => new Setting("of", n)).ToArray() is { Length: > 0 } settings) used.Add(Add("Chains", ChainsKind, settings));
        return new(used.Select(n => this[n]));
    }
}
