using CompressDsl.Generator.Support;

namespace CompressDsl.Generator;

/// <summary>What became of the model with this full name.</summary>
internal sealed record ModelOutput(string Model, CompiledModel Compiled)
{
    /// <summary>With the weights where they belong.</summary>
    /// <param name="sidecars">The models whose weights go to files beside the assembly.</param>
    public ModelOutput Place(IEnumerable<string> sidecars) => sidecars.Contains(Model) ? this with { Compiled = Compiled.WithSidecar() } : this;
}
