using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// Relations between samples, by angle (Park et al. 2019, "Relational Knowledge Distillation"): the cosine of the angle at any row between any
/// two others is to be what it is in the teacher; the mean Huber loss over all such angles of the block's rows.
/// </summary>
/// <remarks>
/// Only rows of one block are compared with each other, so that the result does not depend on threads or processes; a block of fewer than
/// three rows has no loss. A block counts in the batch by its share of the rows. The two sides may have any shapes. The work grows with
/// the third power of the block's rows.
/// </remarks>
/// <example><code>
/// var block = new HintBlock(values, gradient, new(1, 1, 8)) { Teacher = taught, TeacherShape = new(1, 1, 64), BatchSize = 64, Weight = 1 };
/// var loss = RelationalAngleLoss.Compute(block);
/// </code></example>
public static class RelationalAngleLoss
{
    /// <summary>Loss and gradient of a block.</summary>
    /// <param name="block">Both sides.</param>
    /// <returns>The block's part of the batch's mean loss, times the weight.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static double Compute(HintBlock block)
    {
        block.Check();
        block.Gradient.Clear();
        var rows = block.Rows;
        if (rows < 3) return 0;
        var (length, other) = (block.Shape.Length, block.TeacherShape.Length);
        var scratch = HintScratch.Floats((rows * (length + other)) + length);
        var sides = new Sides(scratch[..(rows * length)], scratch.Slice(rows * length, rows * other), scratch[(rows * (length + other))..], HintScratch.Doubles(rows));
        var scale = (double)block.Weight * rows / block.BatchSize / (0.5 * rows * (rows - 1) * (rows - 2));
        double loss = 0;
        for (var vertex = 0; vertex < rows; vertex++)
        {
            Directions(block.Student, length, vertex, sides.Student, sides.Lengths);
            Directions(block.Teacher, other, vertex, sides.Teacher, default);
            for (var i = 0; i < rows; i++) loss += AnglesAt(block, sides, (vertex, i), scale);
        }

        return loss * scale;
    }

    /// <summary>The directions from a row to all others, of length 1; 0 where two rows are the same.</summary>
    private static void Directions(ReadOnlySpan<float> values, int length, int vertex, Span<float> directions, Span<double> lengths)
    {
        for (var i = 0; i < values.Length / length; i++)
        {
            var direction = directions.Slice(i * length, length);
            TensorPrimitives.Subtract(values.Slice(i * length, length), values.Slice(vertex * length, length), direction);
            var size = Math.Sqrt(FixedSum.Squares(direction));
            if (size > 0) TensorPrimitives.Multiply(direction, (float)(1 / size), direction);
            if (!lengths.IsEmpty) lengths[i] = size;
        }
    }

    /// <summary>The angles at a row between one other and all behind it, and the gradient through the direction to that one.</summary>
    private static double AnglesAt(HintBlock block, Sides sides, (int Vertex, int Row) at, double scale)
    {
        var (length, other) = (block.Shape.Length, block.TeacherShape.Length);
        if (at.Row == at.Vertex) return 0;
        ReadOnlySpan<float> direction = sides.Student.Slice(at.Row * length, length), goal = sides.Teacher.Slice(at.Row * other, other);
        sides.Work.Clear();
        double loss = 0;
        for (var k = 0; k < block.Rows; k++)
        {
            if (k == at.Row || k == at.Vertex) continue;
            var second = sides.Student.Slice(k * length, length);
            var error = FixedSum.Dot(direction, second) - FixedSum.Dot(goal, sides.Teacher.Slice(k * other, other));
            if (k > at.Row) loss += Huber.Loss(error);
            TensorPrimitives.MultiplyAdd(second, (float)(scale * Huber.Gradient(error)), sides.Work, sides.Work);
        }

        if (sides.Lengths[at.Row] > 0) AddGradient(block, sides, at, direction);
        return loss;
    }

    /// <summary>A direction keeps its length: what points along it is taken away.</summary>
    private static void AddGradient(HintBlock block, Sides sides, (int Vertex, int Row) at, ReadOnlySpan<float> direction)
    {
        TensorPrimitives.MultiplyAdd(direction, -(float)FixedSum.Dot(sides.Work, direction), sides.Work, sides.Work);
        var inverse = (float)(1 / sides.Lengths[at.Row]);
        TensorPrimitives.MultiplyAdd(sides.Work, inverse, block.GradientRow(at.Row), block.GradientRow(at.Row));
        TensorPrimitives.MultiplyAdd(sides.Work, -inverse, block.GradientRow(at.Vertex), block.GradientRow(at.Vertex));
    }

    /// <summary>Work space: directions on both sides, a row, lengths of the student's directions.</summary>
    private readonly ref struct Sides(Span<float> student, Span<float> teacher, Span<float> work, Span<double> lengths)
    {
        public Span<float> Student { get; } = student;

        public Span<float> Teacher { get; } = teacher;

        public Span<float> Work { get; } = work;

        public Span<double> Lengths { get; } = lengths;
    }
}
