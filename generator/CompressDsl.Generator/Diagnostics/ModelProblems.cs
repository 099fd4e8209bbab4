using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>What was found behind the front end in the model with this full name.</summary>
internal sealed record ModelProblems(string Model, EquatableArray<Problem> Problems);
