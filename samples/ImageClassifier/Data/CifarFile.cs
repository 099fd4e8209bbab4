using System.IO.Compression;

namespace ImageClassifier.Data;

/// <summary>CIFAR-10's binary format: per image a byte for the class, then 32 x 32 bytes of red, of green and of blue.</summary>
internal static class CifarFile
{
    /// <summary>Bytes of an image.</summary>
    public const int Pixels = 3 * 32 * 32;

    /// <summary>Number of classes.</summary>
    public const int Classes = 10;

    /// <summary>Adds the images of a file, plain or <c>.gz</c>, to <paramref name="images"/>.</summary>
    /// <exception cref="InvalidDataException">The file does not end with an image, or a class is above 9; the text names the file and the image.</exception>
    public static void Read(string path, List<LabelledImage> images)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var record = new byte[1 + Pixels];
        for (var image = 0; ; image++)
        {
            var read = stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false);
            if (read == 0) return;
            if (read < record.Length) throw Damaged($"'{path}' ends {read} bytes into image {image}; an image has {record.Length}.");
            if (record[0] >= Classes) throw Damaged($"Image {image} of '{path}' has class {record[0]}; classes are 0 to {Classes - 1}.");
            images.Add(new LabelledImage(record[0], record[1..]));
        }
    }

    private static InvalidDataException Damaged(string what) => new(what + " Is it CIFAR-10's binary version?");
}
