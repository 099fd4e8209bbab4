using CompressDsl.Core;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Runtime;

/// <summary>The report for people.</summary>
public sealed class ModelReportTests
{
    private static readonly ModelReport Report = new(
        "Shop.Student",
        [
            new LayerReport("hidden", "Linear 784 -> 300, Relu", 235_500, 942_000, 52_000, 8, 0.9, 235_200, "int8-block16x4", LaneTier.Avx2),
            new LayerReport("head", "Linear 300 -> 10", 3_010, 12_040, 3_200, 8, 0, 3_000, "int8", LaneTier.Avx2, "exact"),
        ],
        60_000)
    {
        ArenaBytes = 1_536,
    };

    [Fact]
    public void Totals_are_sums()
    {
        Assert.Equal((238_510, 954_040, 60_000, 238_200), (Report.Parameters, Report.BytesBefore, Report.BytesAfter, Report.Macs));
        Assert.Equal(954_040 / 60_000.0, Report.Ratio, 12);
        Assert.Equal(0.9 * 235_500 / 238_510, Report.Sparsity, 12);
    }

    [Fact]
    public void The_table_is_readable()
    {
        var expected = $"""
            Shop.Student: 238,510 parameters, 954,040 -> 60,000 bytes (15.9 times smaller), 88.9 % zeros, 238,200 MACs, {LaneTiers.Best}
              layer   parameters   before   after  bits   zeros     MACs  kernel                 what
              hidden     235,500  942,000  52,000     8  90.0 %  235,200  int8-block16x4 (Avx2)  Linear 784 -> 300, Relu
              head         3,010   12,040   3,200     8   0.0 %    3,000  int8 (Avx2)            Linear 300 -> 10
              head: exact
              working memory of a call: 1,536 bytes
            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), Report.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Facts_of_the_compressor_become_lines()
    {
        var facts = new LayerFacts("head", "Linear 300 -> 10", 3010, 12040, 3200, 8, 0.25, 3000, "int8", "exact");
        var line = Assert.Single(new ModelReport("M", [facts], 3264).Layers);
        Assert.Equal(new LayerReport("head", "Linear 300 -> 10", 3010, 12040, 3200, 8, 0.25, 3000, "int8", LaneTiers.Best, "exact"), line);
        var floats = new ModelReport("M", [facts with { Kernel = "float", Bits = 32 }], 3264);
        Assert.Equal((LaneTiers.BestFloat, LaneTiers.BestFloat), (floats.Layers[0].Tier, floats.Tier));
    }

    [Fact]
    public void An_empty_model_has_a_report()
    {
        var report = new ModelReport("M", Array.Empty<LayerReport>(), 0);
        Assert.Equal((0, 1, 0), (report.Parameters, report.Ratio, report.Sparsity));
        Assert.StartsWith("M: 0 parameters", report.ToString());
    }
}
