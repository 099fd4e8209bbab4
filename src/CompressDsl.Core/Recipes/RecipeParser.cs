namespace CompressDsl.Core;

/// <summary>Reads the text of a <see cref="Recipe"/>.</summary>
internal sealed class RecipeParser(string text)
{
    private readonly List<WeightRecipe> weights = [];
    private readonly List<ActivationRecipe> activations = [];
    private readonly List<Section> sections = [];
    private readonly List<LayerPlan> layers = [];
    private string model = "";

    public Recipe Parse()
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Trim().Length == 0) continue;
            try
            {
                ParseLine(line);
            }
            catch (FormatException e)
            {
                throw new FormatException($"Recipe, line {InvariantText.Of(i + 1)}: {e.Message}.", e);
            }
        }

        return new Recipe(
            model, new EquatableArray<WeightRecipe>(weights), new EquatableArray<ActivationRecipe>(activations),
            new EquatableArray<Section>(sections), new EquatableArray<LayerPlan>(layers));
    }

    private void ParseLine(string line)
    {
        const string BeforeDescription = " : ";
        var split = line.IndexOf(BeforeDescription, StringComparison.Ordinal);
        var isLayer = line.StartsWith("layer ", StringComparison.Ordinal);
        if (isLayer && split < 0) throw new FormatException("a layer needs ' : ' and a description at its end");
        var words = new RecipeLine(isLayer ? line.Substring(0, split) : line);
        switch (words.Kind)
        {
            case "model": model = words.Name; break;
            case "weight": weights.Add(Weight(words)); break;
            case "activation": activations.Add(new ActivationRecipe(words.Name, words.Enum<QuantizationMode>("mode"), words.Find("bits") is null ? 8 : words.Int("bits"))); break;
            case "section": sections.Add(words.Section()); break;
            case "layer": layers.Add(Layer(words, RecipeToken.Unescape(line.Substring(split + BeforeDescription.Length)))); break;
            default: throw new FormatException($"'{words.Kind}' is not a kind of line");
        }
    }

    private static LayerPlan Layer(RecipeLine words, string description) => new(
        words.Name,
        description,
        words.Find("keys") is { } keys ? new EquatableArray<string>(keys.Split(',').Select(RecipeToken.Unescape)) : default,
        words.Long("macs"),
        words.Text("kernel"));

    private static WeightRecipe Weight(RecipeLine words) => new WeightRecipe(
        words.Name,
        words.Shape(),
        words.Enum<WeightKind>("kind"),
        words.Int("bits"),
        words.Double("sparsity"),
        words.Enum<PrunePattern>("pattern"),
        words.Enum<PruneScope>("scope"),
        words.Find("norm") is null ? null : words.Text("norm"),
        words.Find("epsilon") is null ? 0 : words.Double("epsilon")).On(Grid(words)).In(words.Order()).PrunedBy(words.Details()).Without(words.Channels("rows"), words.Channels("columns"));

    private static GridDetails Grid(RecipeLine words)
    {
        bool Is(string name) => words.Find(name) is not null && words.Int(name) != 0;
        return new GridDetails
        {
            GroupSize = words.Find("group") is null ? 0 : words.Int("group"),
            HasCodebook = Is("codebook"),
            Granularity = words.Find("granularity") is null ? Granularity.PerChannel : words.Enum<Granularity>("granularity"),
            HasPowerOfTwoScales = Is("power2"),
            IsAsymmetric = Is("asymmetric"),
        };
    }
}
