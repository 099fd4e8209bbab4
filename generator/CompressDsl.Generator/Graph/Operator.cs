using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>
/// What a node computes. A record whose members are the operator's settings, so that graphs compare by value. One file per operator.
/// </summary>
/// <remarks>
/// An operator answers: its result's type (<see cref="Infer"/>), its meaning (<see cref="Evaluate"/>: slow, in double, obvious; the
/// oracle of every test), and one of: how it is written in simpler operators (<see cref="Expand"/>), or how it becomes kernels
/// (<see cref="Lower"/>) and how its gradient is written in other operators (<see cref="Differentiate"/>).
/// </remarks>
internal abstract record Operator
{
    /// <summary>Type of the result.</summary>
    /// <exception cref="ShapeException">The operands do not fit.</exception>
    public abstract TensorType Infer(EquatableArray<TensorType> inputs);

    /// <summary>The operator's meaning on one sample: slow, in double, obvious.</summary>
    public abstract NumericArray Evaluate(IReadOnlyList<NumericArray> inputs);

    /// <summary>
    /// Writes the operator in simpler ones and returns the id of the result; null when it is simple itself. Composite operators need
    /// neither <see cref="Lower"/> nor <see cref="Differentiate"/>.
    /// </summary>
    public virtual int? Expand(GraphBuilder graph, EquatableArray<int> inputs) => null;

    /// <summary>
    /// As <see cref="Expand"/>, in the graph that is trained, where that differs from inference (dropout, batch norm); null where it
    /// does not.
    /// </summary>
    public virtual int? ExpandForTraining(GraphBuilder graph, EquatableArray<int> inputs) => null;

    /// <summary>
    /// The gradient with respect to each input, as ids of nodes added to <see cref="GradientContext.Graph"/>; null for an input that
    /// has none (integers, statistics).
    /// </summary>
    public virtual int?[] Differentiate(GradientContext context) =>
        throw new NotSupportedException($"{GetType().Name} is composite: expand it before differentiating.");

    /// <summary>The kernels that compute the operator.</summary>
    public virtual void Lower(LoweringContext context) =>
        throw new NotSupportedException($"{GetType().Name} is composite: expand it before lowering.");

    /// <summary>
    /// The operator as a C# expression of TorchSharp, for the module that a project with TorchSharp gets; null where there is none: a composite
    /// operator is then written in its simple ones, and for any other the model gets no module, with a diagnostic that names it.
    /// </summary>
    public virtual string? Torch(TorchContext context) => null;

    /// <summary>In plain words for the report, e.g. <c>Relu</c>.</summary>
    public virtual string Describe() => GetType().Name;
}
