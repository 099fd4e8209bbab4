using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Frontend;

/// <summary>A layer object: an operator of the catalogue with its constants.</summary>
internal sealed class LayerDatum(OperatorDefinition definition, IReadOnlyDictionary<string, object> settings) : OwnedDatum
{
    public OperatorDefinition Definition { get; } = definition;

    public IReadOnlyDictionary<string, object> Settings { get; } = settings;

    /// <summary>Whether Forward called it.</summary>
    public bool IsUsed { get; set; }
}
