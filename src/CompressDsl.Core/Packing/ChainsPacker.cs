namespace CompressDsl.Core;

/// <summary>
/// <c>chains of=section of=section ...</c>: for each of these sections (<c>int8-dot</c> or <c>int8-blocks</c>) one byte with
/// <see cref="SaturationProof.Chain"/> of its weights.
/// </summary>
internal sealed class ChainsPacker : SectionPacker
{
    public const string Name = "chains";

    private const string SettingName = "of";

    public override string Kind => Name;

    public override PackedSection Pack(Section section, CompressionContext context) =>
        section.Settings.Where(s => s.Name == SettingName).Select(s => (byte)ProofOf(SectionNamed(s.Value, context), context).Chain).ToArray();

    /// <summary>What is proved of the weights of the listed sections, by section.</summary>
    public static IEnumerable<(Section Section, SaturationProof Proof)> ProofsOf(CompressionContext context) =>
        from list in context.Recipe.Sections
        where list.Kind == Name
        from setting in list.Settings
        where setting.Name == SettingName
        let section = SectionNamed(setting.Value, context)
        select (section, ProofOf(section, context));

    private static SaturationProof ProofOf(Section section, CompressionContext context)
    {
        var weight = WeightOf(section, context);
        return SaturationProof.Of(weight.NeedStored(), weight.Columns, weight.Columns / Number(section, "runs"), Highest(context));
    }

    // No value of the network is on a larger grid.
    private static int Highest(CompressionContext context) =>
        context.Recipe.Activations.Count == 0 ? ActivationGrid.Max : (1 << context.Recipe.Activations.Max(a => a.Bits)) - 1;

    private static Section SectionNamed(string name, CompressionContext context) =>
        context.Recipe.Sections.FirstOrDefault(s => s.Name == name) ?? throw new FormatException($"The recipe has no section '{name}', which chains names.");
}
