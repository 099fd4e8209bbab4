namespace CompressDsl.Training;

/// <summary>A generated network with its backward pass. Holds no state: everything is in the shard it is called for.</summary>
public abstract class TrainingNetwork
{
    /// <summary>Sizes and places.</summary>
    public abstract NetworkPlan Plan { get; }

    /// <summary>Computes the outputs of the shard's rows.</summary>
    /// <param name="shard">Rows, parameters and memory.</param>
    public abstract void Forward(Shard shard);

    /// <summary>
    /// From the gradients of the loss with respect to the outputs (in <see cref="Shard.OutputGradientOf"/>), adds the gradients of all
    /// parameters to <see cref="Shard.Gradients"/>; <see cref="Forward"/> must have run on the same rows.
    /// </summary>
    /// <param name="shard">Rows, parameters and memory.</param>
    public abstract void Backward(Shard shard);
}
