namespace CompressDsl.Generator.Support;

/// <summary>A source file to be added to the user's compilation.</summary>
/// <param name="HintName">Unique over all models, e.g. <c>My.App.Student.Inference.g.cs</c>; starts with <c>TypeDeclaration.HintName</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> line ends.</param>
internal sealed record GeneratedFile(string HintName, string Text);
