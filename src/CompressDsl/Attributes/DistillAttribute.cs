namespace CompressDsl;

/// <summary>Trains the model to imitate a teacher's outputs as well as the labels.</summary>
/// <remarks>
/// <para>What you write:</para>
/// <code>
/// [Distill(typeof(Teacher), Temperature = 4, Alpha = 0.9)]
/// public sealed partial class Student
/// {
///     ...
/// }
/// </code>
/// <para>
/// What you get, where CompressDsl.Training is referenced: <c>Student.Distill(teacher, data, options, progress)</c>, whose loss is
/// <c>Alpha * T^2 * KL(softmax(teacher / T) || softmax(student / T)) + (1 - Alpha) * loss against the label</c>.
/// </para>
/// <para>
/// It is invalid on a class that is not a model, with a teacher whose outputs differ in number or shape from the student's, with a
/// temperature that is not above 0, and with an alpha outside [0, 1].
/// </para>
/// </remarks>
/// <param name="teacher">A model class (its <c>Forward</c> has <see cref="InputAttribute"/> parameters), or a class that implements <see cref="IModel"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DistillAttribute(Type teacher) : Attribute
{
    /// <summary>The teacher's class.</summary>
    public Type Teacher { get; } = teacher;

    /// <summary>Divides the logits before the softmax: above 1 it shows more of what the teacher holds possible. Default 4.</summary>
    public double Temperature { get; set; } = 4;

    /// <summary>Weight of the teacher's answer; the label has 1 - Alpha. 0 to 1, default 0.9.</summary>
    public double Alpha { get; set; } = 0.9;
}
