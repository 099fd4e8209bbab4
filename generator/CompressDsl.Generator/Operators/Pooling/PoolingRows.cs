using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>What the rows of the catalogue share that show poolings; examples and samples are each pooling's own.</summary>
internal static class PoolingRows
{
    private const string OnBytes = "where its operand is on an 8-bit grid";

    private static readonly SettingDefinition Stride = new("stride", typeof(int), "0", "Step of the window from place to place; 0 for the size of the window.");

    /// <summary>The row of a largest value.</summary>
    public static OperatorDefinition Max(string name, string summary, bool isImage, Func<CallSite, Operator> make) =>
        Of(name, summary, isImage, "dilation * (kernelSize - 1) - 1", make) with
        {
            Settings = Settings(isImage, new SettingDefinition("dilation", typeof(int), "1", "Distance of the window's elements, at least 1.")),
            Int8 = "a maximum of bytes " + OnBytes,
            Onnx = "MaxPool",
        };

    /// <summary>The row of a mean.</summary>
    public static OperatorDefinition Average(string name, string summary, bool isImage, Func<CallSite, Operator> make) =>
        Of(name, summary, isImage, "kernelSize", make) with
        {
            Settings = Settings(isImage, new SettingDefinition(
                "countIncludePad", typeof(bool), "true",
                $"Whether the padding counts as zeros; else the mean is that of the values inside the {(isImage ? "image" : "sequence")}.")),
            Int8 = $"a sum of bytes, rounded to the operand's grid, {OnBytes}",
            Onnx = "AveragePool",
        };

    private static OperatorDefinition Of(string name, string summary, bool isImage, string reach, Func<CallSite, Operator> make)
    {
        var size = isImage ? "height" : "length";
        return new OperatorDefinition(name, SurfaceKind.Layer, summary, call => call.Apply(make(call)))
        {
            Family = "Pooling",
            Operands = [isImage ? ImagePooling.Image : SequencePooling.Sequence],
            Returns = $"`[channels, {size}'{(isImage ? ", width'" : "")}]` with `{size}' = ({size} + 2 * padding - {reach}) / stride + 1`.",
        };
    }

    private static SettingDefinition[] Settings(bool isImage, SettingDefinition own) => isImage
        ? [ImagePooling.KernelSetting, Stride, Windows.PaddingSetting, own, .. Windows.WidthSettings]
        : [SequencePooling.KernelSetting, Stride, Windows.LengthPaddingSetting, own];
}
