namespace CompressDsl.Training;

/// <summary>A shard's use of a projection <c>y = x * w^T + bias</c> from the student's features to the teacher's, place by place.</summary>
public sealed unsafe class ProjectionShard
{
    private readonly float* weight;
    private readonly float* weightGradient;
    private readonly PinnedFloats values;
    private readonly PinnedFloats gradients;
    private readonly (int Inputs, int Outputs) sizes;

    /// <summary>Makes room for the projected values of a shard.</summary>
    /// <param name="weight">Matrix <c>[outputs, inputs]</c> and, behind it, bias <c>[outputs]</c>.</param>
    /// <param name="weightGradient">Where their gradients are added.</param>
    /// <param name="sizes">Features of the student and of the teacher.</param>
    /// <param name="places">Places of all rows of a full shard.</param>
    internal ProjectionShard(float* weight, float* weightGradient, (int Inputs, int Outputs) sizes, int places)
    {
        this.weight = weight;
        this.weightGradient = weightGradient;
        this.sizes = sizes;
        (values, gradients) = (new PinnedFloats(places * sizes.Outputs), new PinnedFloats(places * sizes.Outputs));
    }

    /// <summary>The student's values, projected.</summary>
    internal ReadOnlySpan<float> Forward(HintBlock block)
    {
        var shape = ShapeOf(block);
        fixed (float* x = block.Student) Gemm.Forward(x, weight, weight + (sizes.Inputs * sizes.Outputs), values.Pointer, shape);
        return values.Slice(0, shape.Rows * sizes.Outputs);
    }

    /// <summary>Receives the gradient of <see cref="Forward"/>'s result.</summary>
    internal Span<float> Gradient(int length) => gradients.Slice(0, length);

    /// <summary>From <see cref="Gradient"/>: adds the gradients of the parameters, writes that of the student's values.</summary>
    internal void Backward(HintBlock block)
    {
        var shape = ShapeOf(block);
        fixed (float* x = block.Student, dx = block.Gradient)
        {
            Gemm.WeightGradient(gradients.Pointer, x, weightGradient, shape);
            Gemm.BiasGradient(gradients.Pointer, weightGradient + (sizes.Inputs * sizes.Outputs), shape);
            Gemm.InputGradient(gradients.Pointer, weight, dx, shape);
        }
    }

    private GemmShape ShapeOf(HintBlock block)
    {
        if ((block.Shape.Channels, block.TeacherShape.Channels) != sizes || block.Shape.Places != block.TeacherShape.Places)
            throw new ArgumentException($"A projection from {sizes.Inputs} features to {sizes.Outputs} does not fit values of shape {block.Shape} and {block.TeacherShape}.");
        return new GemmShape(block.Rows * block.Shape.Places, sizes.Inputs, sizes.Outputs);
    }
}
