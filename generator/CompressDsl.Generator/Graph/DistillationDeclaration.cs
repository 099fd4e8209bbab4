namespace CompressDsl.Generator.Graph;

/// <summary>What <c>[Distill]</c> says.</summary>
/// <param name="Teacher">The teacher's full name, for text.</param>
/// <param name="TeacherGlobalName">The teacher's <c>global::</c> name, for code.</param>
/// <param name="Temperature">Above 0.</param>
/// <param name="Alpha">Weight of the soft targets, 0 to 1.</param>
/// <param name="TeacherIsModel">Whether the teacher is a class with a network of its own (it then has a generated <c>Session</c>).</param>
internal sealed record DistillationDeclaration(string Teacher, string TeacherGlobalName, double Temperature, double Alpha, bool TeacherIsModel);
