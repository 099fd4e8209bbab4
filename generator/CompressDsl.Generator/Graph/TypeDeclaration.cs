using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>The user's partial class, as the emitters have to open it again.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Headers">
/// One per type from the outermost container to the model itself, without accessibility and constraints: <c>partial class Student&lt;T&gt;</c>.
/// </param>
/// <param name="Name">Class name without type parameters, e.g. <c>Student</c>.</param>
/// <param name="FullName">As the user writes it: <c>My.App.Outer.Student&lt;T&gt;</c>; names the model in messages, recipes and <c>ModelWeights</c>.</param>
/// <param name="GlobalName"><c>global::My.App.Outer.Student&lt;T&gt;</c>, for generated code outside the class.</param>
/// <param name="HintName">Full name as a file name, unique: <c>My.App.Outer.Student_1</c>.</param>
/// <param name="Accessibility"><c>public</c> when the class and its containers are, else <c>internal</c>.</param>
internal sealed record TypeDeclaration(
    string Namespace, EquatableArray<string> Headers, string Name, string FullName, string GlobalName, string HintName, string Accessibility)
{
    /// <summary>Whether a base class is a model of its own, whose generated members those of this class hide.</summary>
    public bool HidesBase { get; init; }

    /// <summary>The type's name inside its container, with type parameters: <c>Student&lt;T&gt;</c>.</summary>
    public string LocalName => GlobalName.Substring(GlobalName.LastIndexOfAny(['.', ':']) + 1);
}
