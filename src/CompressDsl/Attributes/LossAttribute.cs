namespace CompressDsl;

/// <summary>The loss that a model is trained with, written in the DSL: a static method of the model's class.</summary>
/// <remarks>
/// <para>What you write:</para>
/// <code>
/// public sealed partial class Student
/// {
///     ...
///     // Half of the teacher's answer, half of the label's; one number per sample.
///     [Loss]
///     private static Value Loss(Value outputs, Value teacher, Value targets) =>
///         Mul(-0.5, ReduceSum(Mul(Add(Softmax(teacher), targets), LogSoftmax(outputs))));
/// }
/// </code>
/// <para>
/// What you get, where CompressDsl.Training is referenced: <c>Train</c> and <c>Distill</c> make the mean of this number over the batch small, instead
/// of cross entropy, mean squared error or the loss of soft targets. Its gradient is compiled with the network's. Inference does not see it.
/// </para>
/// <para>
/// The parameters are found by name: <c>outputs</c>, the result of <c>Forward</c>; <c>targets</c>, what the data set says (1 at a sample's class
/// and 0 elsewhere, or its target vector); <c>teacher</c>, the teacher's outputs; all of one shape. <c>outputs</c> must be there. With
/// <c>teacher</c>, only <c>Distill</c> can train the model. Samples without a class have no loss.
/// </para>
/// <para>
/// It is invalid on a model with several outputs or one of varying length, on a method that is not static or has other parameters, where the
/// result has more than one number, and where it uses layers.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;
