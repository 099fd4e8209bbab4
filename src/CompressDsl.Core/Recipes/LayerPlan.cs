namespace CompressDsl.Core;

/// <summary>A line of the model's report: one layer as it is compiled.</summary>
/// <param name="Name">The user's name, e.g. <c>hidden</c>.</param>
/// <param name="Description">In plain words, e.g. <c>Linear 784 -> 300, Relu</c>.</param>
/// <param name="Keys">Parameter tensors of the layer; a table has none.</param>
/// <param name="Macs">Multiply-accumulate operations per inference, dense.</param>
/// <param name="Kernel">Name of the kernel, e.g. <c>int8-block16x4</c>.</param>
public sealed record LayerPlan(string Name, string Description, EquatableArray<string> Keys, long Macs, string Kernel)
{
    /// <summary>Name of the kernel that looks a function up.</summary>
    internal const string Table = "table";
}
