using CompressDsl.Core;
using CompressDsl.Generator.Compressing;

namespace CompressDsl.Generator.Training;

/// <summary>A lowered training graph: what the emitter prints.</summary>
/// <param name="Name">Class name of the model.</param>
/// <param name="Parameters">Places of the parameters, in the order of the graph.</param>
/// <param name="Values">Places of the values.</param>
/// <param name="Forward">The forward pass of a shard.</param>
/// <param name="Backward">Its backward pass: adds to the gradients of the parameters.</param>
/// <param name="Outputs">Slots of the model's outputs.</param>
/// <param name="OutputGradients">Slots that the loss writes, one per output that has a loss.</param>
/// <param name="FloatsPerSample">Shard memory of one sample, in floats.</param>
/// <param name="Points">Keys of the quantisation points, by their number in the code.</param>
/// <param name="Biases">The biases that the compiled network adds as integers.</param>
/// <param name="Norms">The batch norms, by their number in the code.</param>
internal sealed record TrainingProgram(
    string Name, EquatableArray<ParameterSlot> Parameters, EquatableArray<ValueSlot> Values, EquatableArray<TrainingStep> Forward,
    EquatableArray<TrainingStep> Backward, EquatableArray<int> Outputs, EquatableArray<int> OutputGradients, int FloatsPerSample,
    EquatableArray<string> Points, EquatableArray<NormCall> Norms, EquatableArray<BiasCall> Biases)
{
    /// <summary>Keys of the weights of the quantised layers that compute each output last; see <see cref="Training.OutputLayers"/>.</summary>
    public EquatableArray<EquatableArray<string>> OutputLayers { get; init; }

    /// <summary>Values inside the network, which hints compare.</summary>
    public EquatableArray<FeatureSlot> Features { get; init; }

    /// <summary>Slots of what the model's own loss compares with.</summary>
    public EquatableArray<int> LossInputs { get; init; }

    /// <summary>The model's own loss, or null.</summary>
    public LossSlots? Loss { get; init; }

    /// <summary>The layers whose inputs are measured, by their number in the code.</summary>
    public EquatableArray<MeasuredCall> Measured { get; init; }

    /// <summary>The layers that multiply with a matrix, by their number in the code.</summary>
    public EquatableArray<LayerCall> Layers { get; init; }

    /// <summary>The channels that can be rescaled between layers.</summary>
    public EquatableArray<ChannelScaling> Scalings { get; init; }

    /// <summary>Length of the flat parameter array.</summary>
    public int ParameterFloats => Parameters.Count == 0 ? 0 : MemoryPlan.Align(Parameters[Parameters.Count - 1].Offset + Parameters[Parameters.Count - 1].Length);

    /// <summary>The place of parameter <paramref name="key"/>.</summary>
    public ParameterSlot Parameter(string key) => Parameters.First(p => p.Parameter.Key == key);
}
