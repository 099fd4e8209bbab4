namespace CompressDsl.Training;

/// <summary>What changes from step to step.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="LearningRate">From the schedule.</param>
/// <param name="GradientScale">Factor on all gradients, from <see cref="GradientClipping"/>.</param>
/// <param name="Decay">Whether weight decay acts on this block.</param>
public readonly record struct UpdateSettings(long Step, float LearningRate, float GradientScale = 1, bool Decay = true);
