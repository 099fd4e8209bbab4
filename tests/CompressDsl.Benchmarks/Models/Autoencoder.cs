using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>The anomaly detector of MLPerf Tiny: 640-128x4-8-128x4-640.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Autoencoder
{
    private readonly Linear[] layers =
    [
        new(640, 128), new(128, 128), new(128, 128), new(128, 128), new(128, 8),
        new(8, 128), new(128, 128), new(128, 128), new(128, 128), new(128, 640),
    ];

    private Value Forward([Input(640)] Value frames)
    {
        var value = layers[0].Forward(frames);
        for (var i = 1; i < layers.Length; i++)
        {
            value = layers[i].Forward(Relu(value));
        }

        return value;
    }
}
