namespace CompressDsl.Training;

/// <content>Values of fields inside the network, which hints compare.</content>
public sealed unsafe partial class Shard
{
    /// <summary>Feature <paramref name="feature"/> of all rows: <c>[Rows, places, channels]</c>.</summary>
    /// <param name="feature">Its number in <see cref="NetworkPlan.Features"/>.</param>
    public Span<float> FeatureOf(int feature) =>
        new(Values + ((nint)plan.Features[feature].Values * Capacity), Rows * plan.Features[feature].Shape.Length);

    /// <summary>Receives the gradient of a loss with respect to <see cref="FeatureOf"/>; empty where nothing learns there.</summary>
    /// <param name="feature">Its number.</param>
    public Span<float> FeatureGradientOf(int feature)
    {
        var place = plan.Features[feature];
        return place.Gradient < 0 ? default : new(Values + ((nint)place.Gradient * Capacity), Rows * place.Shape.Length);
    }

    /// <summary>Nothing is learned at the features unless somebody writes a gradient.</summary>
    internal void ClearFeatureGradients()
    {
        for (var feature = 0; feature < plan.Features.Count; feature++) FeatureGradientOf(feature).Clear();
    }
}
