using CompressDsl.Training;
using Detector.Boxes;

namespace Detector.Data;

/// <summary>Scenes as networks take them, and what the outputs are to say.</summary>
internal sealed class SceneData
{
    private const int PixelsLength = 3 * Scene.Size * Scene.Size;
    private readonly float[] features;

    private SceneData(Scene[] scenes)
    {
        Scenes = scenes;
        features = new float[scenes.Length * PixelsLength];
        Parallel.For(0, scenes.Length, i => Pack(scenes[i].Pixels, features.AsSpan(i * PixelsLength, PixelsLength)));
        Dataset = new AnsweredDataset(
            InMemoryDataset.Unlabelled(features, PixelsLength), [.. Answers("Small", CellGrid.Small), .. Answers("Large", CellGrid.Large)]);
    }

    /// <summary>The scenes.</summary>
    public IReadOnlyList<Scene> Scenes { get; }

    /// <summary>For training.</summary>
    public AnsweredDataset Dataset { get; }

    /// <summary>Draws scenes.</summary>
    public static SceneData Draw(int seed, int count)
    {
        var scenes = new Scene[count];
        Parallel.For(0, count, i => scenes[i] = ScenePainter.Draw(seed, i));
        return new SceneData(scenes);
    }

    /// <summary>The same scenes, and nobody has said what is in them but a network: what it finds with a score of at least a half.</summary>
    /// <param name="network">The network.</param>
    public SceneData AnsweredBy(CompressDsl.IModel network)
    {
        const float leastScore = 0.5f;
        var scenes = new Scene[Scenes.Count];
        Parallel.For(0, scenes.Length, i => scenes[i] = Scenes[i] with
        {
            Shapes = [.. ShapeFinder.Find(network, PixelsOf(i), leastScore).Select(d => new Shape(d.Kind, d.Box))],
        });
        return new SceneData(scenes);
    }

    /// <summary>What a network takes of a scene.</summary>
    public ReadOnlySpan<float> PixelsOf(int scene) => features.AsSpan(scene * PixelsLength, PixelsLength);

    /// <summary>Mean average precision of a network, at an intersection over union of 0.5.</summary>
    public double MeanAveragePrecision(CompressDsl.IModel model)
    {
        const float leastScore = 0.05f, rightOverlap = 0.5f;
        var pictures = new (IReadOnlyList<Shape> There, IReadOnlyList<Detection> Found)[Scenes.Count];
        Parallel.For(0, pictures.Length, i => pictures[i] = (Scenes[i].Shapes, ShapeFinder.Find(model, PixelsOf(i), leastScore)));
        return AveragePrecision.Mean(pictures, rightOverlap);
    }

    /// <summary>Bytes 0 to 255 become numbers around 0, about -2 to 2.</summary>
    private static void Pack(byte[] pixels, Span<float> row)
    {
        for (var p = 0; p < row.Length; p++) row[p] = (pixels[p] - 128) / 64f;
    }

    private Answer[] Answers(string size, CellGrid grid)
    {
        var (kinds, boxes) = (new int[Scenes.Count * grid.Count], new float[Scenes.Count * grid.Count * CellGrid.BoxLength]);
        for (var i = 0; i < Scenes.Count; i++)
        {
            var length = grid.Count * CellGrid.BoxLength;
            grid.Assign(Scenes[i].Shapes, kinds.AsSpan(i * grid.Count, grid.Count), boxes.AsSpan(i * length, length));
        }

        return
        [
            Answer.Labels(size + "Kinds", kinds, CellGrid.Kinds, grid.Count),
            Answer.Targets(size + "Boxes", boxes, grid.Count * CellGrid.BoxLength),
        ];
    }
}
