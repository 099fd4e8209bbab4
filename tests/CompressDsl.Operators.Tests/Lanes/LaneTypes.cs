using System.Runtime.Intrinsics.X86;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>The lane types by tier.</summary>
public static class LaneTypes
{
    public static TheoryData<LaneTier> Tiers => new(Enum.GetValues<LaneTier>());

    /// <summary>
    /// Runs the action for one tier. Tiers that this processor lacks run too where AVX2 can stand in for their dot product, so that
    /// all but that instruction is tested; else the test says that it was left out.
    /// </summary>
    public static void Run(LaneTier tier, ILaneAction action, ITestOutputHelper output)
    {
        if (!CanRun(tier))
        {
            output.WriteLine($"Left out: this processor lacks {tier}.");
            return;
        }

        if (!LaneTiers.IsSupported(tier))
        {
            output.WriteLine($"This processor lacks {tier}: its dot product is replaced by AVX2 here.");
        }

        Run(tier, action);
    }

    public static bool CanRun(LaneTier tier) =>
        LaneTiers.IsSupported(tier) || (tier > LaneTier.Avx2 && Avx2.IsSupported && Fma.IsSupported);

    public static void Run(LaneTier tier, ILaneAction action)
    {
        switch (tier)
        {
            case LaneTier.Portable:
                action.Run<PortableInt32Lanes, PortableFloatLanes>();
                break;
            case LaneTier.Vector128:
                action.Run<Vector128Int32Lanes, Vector128FloatLanes>();
                break;
            case LaneTier.Avx2:
                action.Run<Avx2Int32Lanes, Avx2FloatLanes>();
                break;
            case LaneTier.AvxVnni:
                action.Run<AvxVnniInt32Lanes, Avx2FloatLanes>();
                break;
            case LaneTier.Avx512:
                action.Run<Avx512Int32Lanes, Avx512FloatLanes>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(tier));
        }
    }
}
