using CompressDsl.Benchmarks.Models;

namespace CompressDsl.Benchmarks.Workloads;

/// <summary>The networks of convolutions that are compared with a peer and over instruction sets.</summary>
internal static class ImageWorkloads
{
    // Outputs and stride of every block of MobileNet V1 at a quarter of its channels.
    private static readonly (int Outputs, int Stride)[] MobileBlocks =
        [(16, 1), (32, 2), (32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (128, 1), (128, 1), (128, 1), (128, 1), (256, 2), (256, 1)];

    /// <summary>Smallest first; networks are made when they are asked for.</summary>
    public static IEnumerable<Workload> All
    {
        get
        {
            yield return new("lenet5", new ImageNetwork((1, 28, 28), Lenet5), file =>
            {
                var session = Models.Lenet5.Load(file);
                return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
            });
            yield return new("ds-cnn", new ImageNetwork((1, 49, 10), DsCnn), file =>
            {
                var session = Models.DsCnn.Load(file);
                return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
            });
            yield return new("resnet8", new ImageNetwork((3, 32, 32), ResNet8), file =>
            {
                var session = Models.ResNet8.Load(file);
                return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
            });
            yield return new("mobilenetv1-025", new ImageNetwork((3, 96, 96), MobileNet), file =>
            {
                var session = MobileNetV1.Load(file);
                return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
            });
            yield return new("mobilenetv2-035", new ImageNetwork((3, 96, 96), MobileNetV2), file =>
            {
                var session = Models.MobileNetV2.Load(file);
                return new(session, session.Infer, session.InferFloat, tier => session.ForTier(tier).Infer);
            });
        }
    }

    private static void Lenet5(ImageNetwork network, ImageValue image)
    {
        var first = network.MaxPool("pool1", network.Unpadded("conv1", image, 20, kernel: 5), 2);
        var second = network.MaxPool("pool2", network.Unpadded("conv2", first, 50, kernel: 5), 2);
        network.Linear("fc2", network.Linear("fc1", second, 500, ImageActivation.Relu), 10);
    }

    private static void DsCnn(ImageNetwork network, ImageValue features)
    {
        var value = network.Convolution("stem", features, 64, (10, 4, 2, 1));
        for (var i = 0; i < 4; i++)
        {
            value = Separable(network, value, i, (64, 1));
        }

        network.Linear("head", network.Mean(value), 12);
    }

    private static void ResNet8(ImageNetwork network, ImageValue image)
    {
        var first = network.Convolution("stem", image, 16, (3, 3, 1, 1));
        var second = network.Sum("sum1", first, Pair(network, first, ("conv11", "conv12"), 1));
        var short2 = network.Convolution("short2", second, 32, (1, 1, 2, 1), ImageActivation.None);
        var third = network.Sum("sum2", short2, Pair(network, second, ("conv21", "conv22"), 2));
        var short3 = network.Convolution("short3", third, 64, (1, 1, 2, 1), ImageActivation.None);
        var last = network.Sum("sum3", short3, Pair(network, third, ("conv31", "conv32"), 2));
        network.Linear("head", network.Mean(last), 10);
    }

    private static void MobileNet(ImageNetwork network, ImageValue image)
    {
        var value = network.Convolution("stem", image, 8, (3, 3, 2, 1));
        for (var i = 0; i < MobileBlocks.Length; i++)
        {
            value = Separable(network, value, i, MobileBlocks[i]);
        }

        network.Linear("head", network.Mean(value), 2);
    }

    private static void MobileNetV2(ImageNetwork network, ImageValue image)
    {
        const ImageActivation Relu6 = ImageActivation.Relu6;
        var value = network.Convolution("stem", image, 16, (3, 3, 2, 1), Relu6);
        for (var i = 0; i < Models.MobileNetV2.Blocks.Length; i++)
        {
            var (outputs, stride, expansion) = Models.MobileNetV2.Blocks[i];
            var wide = expansion == 1 ? value : network.Convolution($"blocks.{i}.expand", value, value.Channels * expansion, (1, 1, 1, 1), Relu6);
            var depthwise = network.Convolution($"blocks.{i}.depthwise", wide, wide.Channels, (3, 3, stride, wide.Channels), Relu6);
            var narrow = network.Convolution($"blocks.{i}.project", depthwise, outputs, (1, 1, 1, 1), ImageActivation.None);
            value = stride == 1 && outputs == value.Channels ? network.Sum($"sum{i}", value, narrow, ImageActivation.None) : narrow;
        }

        value = network.Convolution("last", value, 1280, (1, 1, 1, 1), Relu6);
        network.Linear("head", network.Mean(value), 1000);
    }

    private static ImageValue Pair(ImageNetwork network, ImageValue value, (string First, string Second) keys, int stride)
    {
        var outputs = value.Channels * stride;
        var first = network.Convolution(keys.First, value, outputs, (3, 3, stride, 1));
        return network.Convolution(keys.Second, first, outputs, (3, 3, 1, 1), ImageActivation.None);
    }

    private static ImageValue Separable(ImageNetwork network, ImageValue value, int index, (int Outputs, int Stride) block)
    {
        var depthwise = network.Convolution($"depthwise.{index}", value, value.Channels, (3, 3, block.Stride, value.Channels));
        return network.Convolution($"pointwise.{index}", depthwise, block.Outputs, (1, 1, 1, 1));
    }
}
