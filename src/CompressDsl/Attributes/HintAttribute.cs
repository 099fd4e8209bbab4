namespace CompressDsl;

/// <summary>The output of this field learns from the output of a field of the teacher; inference is not changed by it.</summary>
/// <remarks>
/// <para>What you write:</para>
/// <code>
/// [Distill(typeof(Teacher))]
/// public sealed partial class Student
/// {
///     [Hint("blocks.2")]                                   // the teacher's blocks[2]
///     private readonly Linear trunk = new(64, 32);
///
///     [Hint("head", OfSelf = true)]                        // a deeper field of the student itself
///     private readonly Linear early = new(32, 10);
///     ...
/// }
/// </code>
/// <para>
/// What you get, where CompressDsl.Training is referenced: <c>Student.Distill</c> adds <c>Weight</c> times the difference between the two
/// outputs to its loss. It takes the teacher as a <c>TrainedNetwork</c>, because a compiled one has no inner values to show. Hints of the
/// student itself act in <c>Train</c> as well, and what they learn from is not moved by them.
/// </para>
/// <para>
/// A path has the names that the checkpoint has, <c>blocks.2.conv</c>. A <c>*</c> in it stands for the number of the student's block or
/// array element: <c>[Hint("blocks.*")]</c> on an array pairs the elements. On a field of a block it counts in every student that has such a
/// block.
/// </para>
/// <para>
/// It is invalid where the teacher has no such field, where either field is called never or several times or gives several values, where
/// the shapes cannot be compared, with a weight that is not above 0, and, unless <c>OfSelf</c>, on a class without <c>[Distill]</c>.
/// </para>
/// </remarks>
/// <param name="field">Path of the field that is learned from, e.g. <c>blocks.2</c>.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true)]
public sealed class HintAttribute(string field) : Attribute
{
    /// <summary>Path of the field that is learned from.</summary>
    public string Field { get; } = field;

    /// <summary>What is compared. Default: the values themselves.</summary>
    public HintLoss Loss { get; set; }

    /// <summary>Factor of this loss beside that of the outputs, above 0. Default 0.1.</summary>
    public double Weight { get; set; } = 0.1;

    /// <summary>Whether the field is one of the student's own, farther towards its outputs (Zhang et al. 2019, "Be Your Own Teacher").</summary>
    public bool OfSelf { get; set; }
}
