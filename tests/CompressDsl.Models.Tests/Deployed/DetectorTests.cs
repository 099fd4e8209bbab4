using CompressDsl.Runtime.V1;
using CompressDsl.Training;
using Detector;
using Detector.Data;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>A detector with two heads that was trained, committed and compiled in.</summary>
public sealed class DetectorTests(ITestOutputHelper log)
{
    private const int Samples = 60;
    private const int Seed = 77;

    private static string CheckpointPath => Path.Combine(Repository.Root, "samples", "Detector", "DetectorStudent.safetensors");

    [Fact]
    public void Build_Load_and_every_tier_give_the_same_outputs()
    {
        var data = SceneData.Draw(Seed, 10).Dataset;
        var expected = ModelRun.Outputs(DetectorStudent.Default, data);
        Assert.Equal(expected, ModelRun.Outputs(DetectorStudent.Load(CheckpointPath), data));
        foreach (var tier in LaneTiers.Supported)
        {
            log.WriteLine($"tier {tier}");
            Assert.Equal(expected, ModelRun.Outputs(DetectorStudent.Default.ForTier(tier), data));
        }
    }

    [Fact]
    public void The_compiled_network_is_the_trained_one()
    {
        var result = DetectorStudent.SelfTest(CheckpointPath, SceneData.Draw(Seed, Samples).Dataset);
        log.WriteLine(result.ToString());
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void It_finds_shapes_in_scenes_that_it_has_never_seen()
    {
        var precision = SceneData.Draw(Seed, Samples).MeanAveragePrecision(DetectorStudent.Default);
        log.WriteLine($"mAP {precision:P2} at IoU 0.5 on {Samples} scenes of seed {Seed}");
        Assert.InRange(precision, 0.8, 1);
    }

    [Fact]
    public void Half_of_the_weights_are_zero_and_all_layers_are_8_bit()
    {
        Assert.All(DetectorStudent.Report.Layers.Where(l => !l.Name.EndsWith("norm", StringComparison.Ordinal)), layer => Assert.Equal(8, layer.Bits));
        Assert.InRange(DetectorStudent.Report.Sparsity, 0.45, 0.55);
    }
}
