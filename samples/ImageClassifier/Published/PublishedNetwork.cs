using CompressDsl.Core;

namespace ImageClassifier.Published;

/// <summary>From the published file of ResNet-8 (MLPerf Tiny, <c>pretrainedResnet.tflite</c>) to a checkpoint of <see cref="TinyResNetFloat"/>.</summary>
internal static class PublishedNetwork
{
    private static readonly string[] Layers =
        ["first", "conv1", "conv2", "middle.conv1", "middle.conv2", "middle.skip", "last.conv1", "last.conv2", "last.skip", "head"];

    /// <summary>The weights of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="white">What the brightest pixel is: 255 as it was trained; the first layer's weights make up for other values.</param>
    /// <exception cref="InvalidDataException">It is another network, or damaged.</exception>
    public static Checkpoint Read(string path, float white = 255)
    {
        try
        {
            var stored = new TfLiteFile(File.ReadAllBytes(path)).Layers;
            if (stored.Count != Layers.Length) throw new InvalidDataException($"'{path}' has {stored.Count} layers with weights; ResNet-8 has {Layers.Length}.");
            var first = stored[0] with { Weight = [.. stored[0].Weight.Select(w => w * (255 / white))] };
            return new Checkpoint(Layers.Zip(stored.Skip(1).Prepend(first), Tensors).SelectMany(t => t));
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException($"'{path}' is no TensorFlow Lite file of a float ResNet-8: {e.Message}", e);
        }
    }

    private static IEnumerable<CheckpointTensor> Tensors(string layer, (int[] Shape, float[] Weight, float[] Bias) stored)
    {
        var (shape, weight, bias) = stored;
        if (shape.Length == 4)
        {
            // [outputs, rows, columns, inputs] there, [outputs, inputs, rows, columns] in PyTorch's checkpoints.
            var order = new WeightOrder(new EquatableArray<int>(shape), new EquatableArray<int>(0, 3, 1, 2));
            (shape, weight) = ([shape[0], shape[3], shape[1], shape[2]], order.Arrange(weight));
        }

        layer = "body." + layer;
        yield return CheckpointTensor.Of(layer + ".weight", new EquatableArray<int>(shape), weight);
        yield return CheckpointTensor.Of(layer + ".bias", new EquatableArray<int>(bias.Length), bias);
    }
}
