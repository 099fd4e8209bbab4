using System.Runtime.CompilerServices;

namespace CompressDsl.Training;

/// <summary>
/// A network whose forward and backward pass another library computes (TorchSharp, a driver of a device). Everything else of training stays what it
/// is: masks, grids, ranges, losses, the optimiser, schedules, working checkpoints, evaluation.
/// </summary>
/// <remarks>
/// The engine sees the effective parameters: masked and on their grids. Their gradients are added to the dense ones as they are, which is the
/// straight-through estimator <c>w + (q - w).detach()</c>. Rows are computed one shard after the other; a shard as large as the batch
/// (<see cref="TrainingOptions.ShardRows"/>) gives the engine most to do at once. A step allocates what the engine allocates.
/// </remarks>
/// <example><code>
/// public sealed class MyNetwork(NetworkPlan plan) : ExternalNetwork(plan)
/// {
///     protected override void SetParameter(int parameter, ReadOnlySpan&lt;float> values) => device.Copy(parameter, values);
///     protected override void Forward(ExternalPass pass) => device.Run(pass.Floats, pass.OutputOf(0));
///     protected override void Backward(ExternalPass pass) => pass.AddGradient(0, device.Gradient(pass.OutputGradientOf(0)));
/// }
/// </code></example>
/// <param name="plan">The plan of the generated network.</param>
public abstract unsafe class ExternalNetwork(NetworkPlan plan) : TrainingNetwork
{
    private readonly float[]?[] known = new float[plan.Parameters.Count][];
    private readonly ConditionalWeakTable<Shard, ExternalPass> passes = [];
    private readonly Lock engine = new();

    /// <inheritdoc/>
    public sealed override NetworkPlan Plan { get; } = plan.WithAddedGradients();

    /// <summary>Refuses a run that asks for what an external engine does not give; to be called before it begins.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="options">How it is to be trained.</param>
    /// <exception cref="NotSupportedException">The text says what.</exception>
    public static void Check(NetworkPlan plan, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Communicator is not null) throw new NotSupportedException($"{plan.Recipe.Model}: training on several machines needs the embedded engine; leave Communicator out.");
        if (options.StepSize == StepSize.Learned) throw new NotSupportedException($"{plan.Recipe.Model}: StepSize.Learned needs the embedded engine; use StepSize.Measured.");
        if (options.RangeTracking == RangeTracking.LeastSquares)
            throw new NotSupportedException($"{plan.Recipe.Model}: RangeTracking.LeastSquares needs the embedded engine, which sees all values; use ByBits or Extremes.");
        if (plan.OwnLoss is not null) throw new NotSupportedException($"{plan.Recipe.Model}: its [Loss] is computed by the embedded engine alone.");
        if (plan.Features.Any(f => f.Gradient >= 0) && (options.HintWeight != 0 || options.FinalHintWeight is not (null or 0)))
            throw new NotSupportedException($"{plan.Recipe.Model}: a [Hint] needs the embedded engine; set HintWeight to 0 to train without.");
        if (plan.Measured.Count > 0)
            throw new NotSupportedException($"{plan.Recipe.Model}: the criterion by which it is pruned needs the inputs of its layers, which the embedded engine alone measures.");
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The run asks for what an external engine does not give; the text says what.</exception>
    public sealed override void Forward(Shard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        Refuse(shard);
        lock (engine)
        {
            HandOver(shard);
            Forward(passes.GetValue(shard, s => new ExternalPass(s, plan)));
        }
    }

    /// <inheritdoc/>
    public sealed override void Backward(Shard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        lock (engine) Backward(passes.GetValue(shard, s => new ExternalPass(s, plan)));
        shard.GradientsFrom(0);
    }

    /// <summary>Takes new values of a parameter; called before a pass for those that changed.</summary>
    /// <param name="parameter">Number in the plan.</param>
    /// <param name="values">Its effective values in the order of computation, <c>[Rows, Columns]</c> of its recipe.</param>
    protected abstract void SetParameter(int parameter, ReadOnlySpan<float> values);

    /// <summary>Computes the outputs of the rows, and notes ranges and statistics where the pass asks for them.</summary>
    /// <param name="pass">Rows, settings and outputs.</param>
    protected abstract void Forward(ExternalPass pass);

    /// <summary>From the gradients of the outputs, adds those of the parameters; <see cref="Forward(ExternalPass)"/> ran on the same rows.</summary>
    /// <param name="pass">That of the forward pass.</param>
    protected abstract void Backward(ExternalPass pass);

    private void Refuse(Shard shard)
    {
        if (shard.Settings.LearnsSteps) throw new NotSupportedException($"{plan.Recipe.Model}: StepSize.Learned needs the embedded engine; use StepSize.Measured.");
        if (shard.Observer is not null)
            throw new NotSupportedException($"{plan.Recipe.Model}: calibration and analysis need the embedded engine; use CreateTrainingNetwork().");
    }

    private void HandOver(Shard shard)
    {
        for (var p = 0; p < plan.Parameters.Count; p++)
        {
            var values = new ReadOnlySpan<float>(shard.Parameters + plan.Parameters[p].Offset, plan.LengthOf(p));
            if (known[p] is { } old && values.SequenceEqual(old)) continue;
            values.CopyTo(known[p] ??= new float[values.Length]);
            SetParameter(p, values);
        }
    }
}
