using CompressDsl.Core;
using CompressDsl.Runtime.V1;
using CompressDsl.Training;
using Digits;
using Digits.Drawing;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Deployed;

/// <summary>A network that was trained, committed and compiled in: build, <c>Load</c> and training agree about it.</summary>
public sealed class DeployedTests(ITestOutputHelper log)
{
    private const int Pixels = DigitPainter.Size * DigitPainter.Size;
    private const int Samples = 500;
    private const int Seed = 77;

    private static string CheckpointPath => Path.Combine(Repository.Root, "samples", "Digits", "DigitStudent.safetensors");

    [Fact]
    public void Build_and_Load_give_the_same_logits()
    {
        var loaded = DigitStudent.Load(CheckpointPath);
        Assert.Equal(Logits(DigitStudent.Default), Logits(loaded));
        Assert.Equal(loaded.Report.ToString(), DigitStudent.Report.ToString());
    }

    [Fact]
    public void Every_tier_gives_the_same_logits()
    {
        var expected = Logits(DigitStudent.Default);
        foreach (var tier in LaneTiers.Supported)
        {
            log.WriteLine($"tier {tier}");
            Assert.Equal(expected, Logits(DigitStudent.Default.ForTier(tier)));
        }
    }

    [Fact]
    public void The_compiled_network_is_the_trained_one()
    {
        var result = DigitStudent.SelfTest(CheckpointPath, Drawn());
        log.WriteLine(result.ToString());
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void The_attributes_hold_in_the_deployed_network()
    {
        var report = DigitStudent.Report;
        Assert.All(report.Layers, layer => Assert.Equal(8, layer.Bits));
        Assert.InRange(report.Sparsity, 0.79, 0.81);
        Assert.True(report.BytesAfter * 10 < report.BytesBefore, report.ToString());
    }

    [Fact]
    public void It_knows_digits_it_has_never_seen()
    {
        var accuracy = Evaluator.Accuracy(DigitStudent.Default, Drawn());
        log.WriteLine($"accuracy {accuracy:P2} on {Samples} drawn digits of seed {Seed}");
        Assert.InRange(accuracy, 0.95, 1);
    }

    [Fact]
    public void A_checkpoint_of_another_recipe_is_refused_with_the_difference()
    {
        var checkpoint = Checkpoint.Load(CheckpointPath);
        var metadata = checkpoint.Metadata.ToDictionary(m => m.Key, m => m.Value);
        metadata[Checkpoint.RecipeKey] = metadata[Checkpoint.RecipeKey].Replace("bits=8 sparsity=0.8", "bits=4 sparsity=0.8");
        var problem = Assert.Throws<CheckpointException>(() => DigitStudent.Load(new Checkpoint(checkpoint.Tensors, metadata)));
        Assert.Contains("hidden.weight", problem.Message);
        Assert.Contains("bits", problem.Message);
    }

    private static InMemoryDataset Drawn()
    {
        var (pictures, labels) = (new float[Samples * Pixels], new int[Samples]);
        for (var i = 0; i < Samples; i++) labels[i] = DigitPainter.Draw(Seed, i, pictures.AsSpan(i * Pixels, Pixels));
        return InMemoryDataset.FromLabels(pictures, labels, classes: 10);
    }

    private static float[] Logits(IModel model)
    {
        var logits = new float[Samples * 10];
        var picture = new float[Pixels];
        for (var i = 0; i < Samples; i++)
        {
            DigitPainter.Draw(Seed, i, picture);
            model.Infer((ReadOnlySpan<float>)picture, logits.AsSpan(i * 10, 10));
        }

        return logits;
    }
}
