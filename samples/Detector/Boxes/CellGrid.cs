using System.Numerics.Tensors;
using CompressDsl.Training;

namespace Detector.Boxes;

/// <summary>
/// The cells of one feature map: which shapes are theirs, and what their outputs mean. A cell says which kind of shape has its centre near
/// the cell's own, and from there, in steps of the grid, where that is and, as logarithms, how wide and high it is against two steps.
/// </summary>
/// <param name="Stride">Pixels from cell to cell.</param>
/// <param name="Cells">Cells in a row and in a column.</param>
/// <param name="Least">Longer side of the smallest shape that belongs to the map, in pixels.</param>
/// <param name="Most">Longer side from which on shapes belong to another map.</param>
internal sealed record CellGrid(int Stride, int Cells, float Least, float Most)
{
    /// <summary>Kinds that a cell tells apart: none, and those of <see cref="ShapeKind"/>.</summary>
    public const int Kinds = 5;

    /// <summary>Numbers of a box.</summary>
    public const int BoxLength = 4;

    // A shape in the middle between cells is that of all of them; what they all find becomes one in the end.
    private const float Reach = 0.75f;

    /// <summary>The map for small shapes.</summary>
    public static CellGrid Small { get; } = new(Stride: 8, Cells: 8, Least: 0, Most: 21);

    /// <summary>The map for large shapes.</summary>
    public static CellGrid Large { get; } = new(Stride: 16, Cells: 4, Least: 21, Most: float.PositiveInfinity);

    /// <summary>Cells of the map.</summary>
    public int Count => Cells * Cells;

    private float Size => 2 * Stride;

    /// <summary>What the cells are to say about a picture.</summary>
    /// <param name="shapes">All shapes in the picture.</param>
    /// <param name="kinds">Receives 0 for nothing or the kind, from 1; one per cell.</param>
    /// <param name="boxes">Receives <see cref="BoxLength"/> numbers per cell, NaN where there is no shape.</param>
    public void Assign(IEnumerable<Shape> shapes, Span<int> kinds, Span<float> boxes)
    {
        kinds.Clear();
        boxes.Fill(float.NaN);
        Span<float> nearest = stackalloc float[Count];
        nearest.Fill(Reach);
        foreach (var shape in shapes.Where(s => MathF.Max(s.Box.Width, s.Box.Height) is var side && side >= Least && side < Most))
        {
            for (var cell = 0; cell < Count; cell++)
            {
                var (dx, dy) = ((shape.Box.X - CenterX(cell)) / Stride, (shape.Box.Y - CenterY(cell)) / Stride);
                var distance = MathF.Max(MathF.Abs(dx), MathF.Abs(dy));
                if (distance >= nearest[cell]) continue;
                nearest[cell] = distance;
                kinds[cell] = 1 + (int)shape.Kind;
                ReadOnlySpan<float> numbers = [dx, dy, MathF.Log(shape.Box.Width / Size), MathF.Log(shape.Box.Height / Size)];
                numbers.CopyTo(boxes.Slice(cell * BoxLength, BoxLength));
            }
        }
    }

    /// <summary>Reads the outputs of a network.</summary>
    /// <param name="kinds">Logits, <see cref="Kinds"/> per cell.</param>
    /// <param name="boxes"><see cref="BoxLength"/> numbers per cell.</param>
    /// <param name="least">Smallest score of a detection.</param>
    /// <param name="found">The detections are added here.</param>
    public void Decode(ReadOnlySpan<float> kinds, ReadOnlySpan<float> boxes, float least, List<Detection> found)
    {
        Span<float> shares = stackalloc float[Kinds];
        for (var cell = 0; cell < Count; cell++)
        {
            TensorPrimitives.SoftMax(kinds.Slice(cell * Kinds, Kinds), shares);
            var kind = ArgMax.Of(shares[1..]);
            if (shares[1 + kind] < least) continue;
            var numbers = boxes.Slice(cell * BoxLength, BoxLength);
            var box = Box.Around(
                CenterX(cell) + (numbers[0] * Stride), CenterY(cell) + (numbers[1] * Stride), Size * MathF.Exp(numbers[2]), Size * MathF.Exp(numbers[3]));
            found.Add(new Detection((ShapeKind)kind, box, shares[1 + kind]));
        }
    }

    private float CenterX(int cell) => ((cell % Cells) + 0.5f) * Stride;

    private float CenterY(int cell) => ((cell / Cells) + 0.5f) * Stride;
}
