namespace CompressDsl.Training;

/// <summary>The numbers of one Adam step.</summary>
internal readonly struct AdamRates
{
    /// <summary>Prepares step <see cref="UpdateSettings.Step"/>.</summary>
    public AdamRates(float beta1, float beta2, float epsilon, in UpdateSettings settings)
    {
        (Beta1, Beta2, Epsilon) = (beta1, beta2, epsilon);
        (OneMinusBeta1, OneMinusBeta2) = (1 - beta1, 1 - beta2);
        GradientScale = settings.GradientScale;
        StepSize = (float)(settings.LearningRate / (1 - Math.Pow(beta1, settings.Step)));
        InverseRoot = (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, settings.Step)));
    }

    public float Beta1 { get; }

    public float Beta2 { get; }

    public float OneMinusBeta1 { get; }

    public float OneMinusBeta2 { get; }

    public float Epsilon { get; }

    public float GradientScale { get; }

    /// <summary>Learning rate over the bias correction of the mean.</summary>
    public float StepSize { get; }

    /// <summary>1 / sqrt(bias correction of the squares).</summary>
    public float InverseRoot { get; }

    /// <summary>Decay that is added to the gradient (Adam).</summary>
    public float Penalty { get; init; }

    /// <summary>Factor on the weight before the step (AdamW).</summary>
    public float Shrink { get; init; } = 1;
}
