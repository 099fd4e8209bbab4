namespace CompressDsl.Training;

/// <summary>
/// Hints by values (Romero et al. 2015, "FitNets"): the mean squared difference between the values of two fields, behind a projection of the
/// student's features that is trained along where the widths differ.
/// </summary>
/// <example><code>
/// var loss = FeatureLoss.Compute(new HintBlock(values, gradient, shape) { Teacher = taught, TeacherShape = shape, BatchSize = 64, Weight = 1 });
/// </code></example>
public static class FeatureLoss
{
    /// <summary>Loss and gradient of a block whose two sides have one shape.</summary>
    /// <param name="block">Both sides.</param>
    /// <returns>The block's part of the batch's mean loss, times the weight.</returns>
    /// <exception cref="ArgumentException">Lengths or shapes do not fit.</exception>
    public static double Compute(HintBlock block)
    {
        block.Check();
        if (block.Shape != block.TeacherShape) throw new ArgumentException($"Values of shape {block.Shape} are compared with {block.TeacherShape}: a projection is missing.");
        return Difference(block.Student, block.Gradient, block);
    }

    /// <summary>Loss and gradients of a block behind a projection.</summary>
    /// <param name="block">Both sides; as many places.</param>
    /// <param name="projection">Takes the student's features to as many as the teacher has; its gradient is added to.</param>
    /// <returns>The block's part of the batch's mean loss, times the weight.</returns>
    /// <exception cref="ArgumentException">Lengths or shapes do not fit.</exception>
    public static double Compute(HintBlock block, ProjectionShard projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        block.Check();
        var projected = projection.Forward(block);
        var loss = Difference(projected, projection.Gradient(projected.Length), block);
        projection.Backward(block);
        return loss;
    }

    private static double Difference(ReadOnlySpan<float> values, Span<float> gradient, HintBlock block) =>
        MeanSquaredError.Compute(new LossBlock(values, gradient, block.TeacherShape.Length, block.BatchSize) { Weight = block.Weight }, block.Teacher);
}
