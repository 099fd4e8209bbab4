using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>What a <c>[Block]</c> class hands to other projects.</summary>
/// <param name="Sources">Its declarations and those of the types that it uses; empty when it cannot leave its project.</param>
/// <param name="Problems">Why it cannot.</param>
internal sealed record BlockExport(EquatableArray<BlockSource> Sources, EquatableArray<Problem> Problems)
{
    public static readonly BlockExport Nothing = new(default, default);
}
