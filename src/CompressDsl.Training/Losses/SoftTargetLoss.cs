namespace CompressDsl.Training;

/// <summary>
/// The soft part of distillation (Hinton et al. 2015): <c>T^2 * KL(softmax(teacher / T) || softmax(outputs / T))</c>; the factor T^2 keeps
/// the gradients' size when the temperature changes.
/// </summary>
public static class SoftTargetLoss
{
    /// <summary>Loss and gradients of a block.</summary>
    /// <param name="block">The student's logits and gradients.</param>
    /// <param name="teacher">The teacher's logits, <c>[rows, width]</c>.</param>
    /// <param name="temperature">T, above 0.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static double Compute(LossBlock block, ReadOnlySpan<float> teacher, float temperature)
    {
        block.Check(teacher.Length, block.Width, "teacher outputs");
        OptionCheck.That(temperature > 0, "Temperature", temperature, "above 0");
        var scratch = Scratch.Rent(2 * block.Width);
        Span<float> student = scratch[..block.Width], wanted = scratch[block.Width..];
        var inverse = 1 / temperature;
        double loss = 0;
        for (var row = 0; row < block.Rows; row++)
        {
            ReadOnlySpan<float> logits = block.Row(row), goal = teacher.Slice(row * block.Width, block.Width);
            double studentLog = SoftmaxRow.Compute(logits, inverse, student), teacherLog = SoftmaxRow.Compute(goal, inverse, wanted);
            for (var c = 0; c < logits.Length; c++)
            {
                var difference = ((goal[c] - logits[c]) * (double)inverse) - teacherLog + studentLog;
                if (wanted[c] > 0) loss += wanted[c] * difference;
                student[c] -= wanted[c];
            }

            block.StoreGradient(row, student, block.Weight * temperature / block.BatchSize);
        }

        return loss * temperature * temperature * block.Weight / block.BatchSize;
    }
}
