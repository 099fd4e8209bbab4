using CompressDsl.Training;
using ImageClassifier.Published;

namespace CompressDsl.Models.Tests.Networks;

/// <summary>ResNet-8 on a grid.</summary>
/// <param name="Bits">Of weights and activations, e.g. <c>4/8</c>.</param>
/// <param name="Quantize">From the float checkpoint to that on the grid.</param>
/// <param name="Evaluate">Judges the compiled network with a checkpoint.</param>
/// <param name="SelfTest">Compares it with the network in training.</param>
internal sealed record QuantizedResNet(
    string Bits, QuantizedResNet.Quantizer Quantize, Func<string, IDataset, EvaluationResult> Evaluate, Func<string, IDataset, SelfTestResult> SelfTest)
{
    /// <summary>Weights and activations of fewer and fewer bits.</summary>
    public static IReadOnlyList<QuantizedResNet> All { get; } =
    [
        new("8/8", TinyResNet.QuantizeAfterTraining, TinyResNet.Evaluate, TinyResNet.SelfTest),
        new("4/8", TinyResNet4.QuantizeAfterTraining, TinyResNet4.Evaluate, TinyResNet4.SelfTest),
        new("4/4", NarrowTinyResNet.Bits4.QuantizeAfterTraining, NarrowTinyResNet.Bits4.Evaluate, NarrowTinyResNet.Bits4.SelfTest),
        new("3/8", TinyResNet3.QuantizeAfterTraining, TinyResNet3.Evaluate, TinyResNet3.SelfTest),
        new("3/3", NarrowTinyResNet.Bits3.QuantizeAfterTraining, NarrowTinyResNet.Bits3.Evaluate, NarrowTinyResNet.Bits3.SelfTest),
        new("2/8", TinyResNet2.QuantizeAfterTraining, TinyResNet2.Evaluate, TinyResNet2.SelfTest),
        new("2/2", NarrowTinyResNet.Bits2.QuantizeAfterTraining, NarrowTinyResNet.Bits2.Evaluate, NarrowTinyResNet.Bits2.SelfTest),
    ];

    public delegate PostTrainingResult Quantizer(string checkpoint, string output, IDataSource samples, PostTrainingOptions? options, IProgress<PostTrainingProgress>? progress);
}
