using CompressDsl.Samples;
using ImageClassifier.Published;
using Narrow = ImageClassifier.Published.NarrowTinyResNet;

namespace ImageClassifier.Quantization;

/// <summary>The published ResNet-8 with weights and activations of several numbers of bits.</summary>
internal static class PublishedNetworks
{
    /// <summary>The network as it was published.</summary>
    public static Variant Float { get; } = new("resnet8-float", p => TinyResNetFloat.Load(p) is var s ? (s, s.Report) : default);

    /// <summary>The networks on grids, those with the most bits first.</summary>
    public static IReadOnlyList<QuantizedNetwork> All { get; } =
    [
        new(8, 8, new("resnet8-8-8", p => TinyResNet.Load(p) is var s ? (s, s.Report) : default) { Distil = TinyResNet.Distill, Quantize = TinyResNet.QuantizeAfterTraining }),
        new(4, 8, new("resnet8-4-8", p => TinyResNet4.Load(p) is var s ? (s, s.Report) : default) { Distil = TinyResNet4.Distill, Quantize = TinyResNet4.QuantizeAfterTraining }),
        new(4, 4, new("resnet8-4-4", p => Narrow.Bits4.Load(p) is var s ? (s, s.Report) : default) { Distil = Narrow.Bits4.Distill, Quantize = Narrow.Bits4.QuantizeAfterTraining }),
        new(3, 3, new("resnet8-3-3", p => Narrow.Bits3.Load(p) is var s ? (s, s.Report) : default) { Distil = Narrow.Bits3.Distill, Quantize = Narrow.Bits3.QuantizeAfterTraining }),
        new(2, 2, new("resnet8-2-2", p => Narrow.Bits2.Load(p) is var s ? (s, s.Report) : default) { Distil = Narrow.Bits2.Distill, Quantize = Narrow.Bits2.QuantizeAfterTraining }),
    ];
}
