namespace ApiTopics.Data;

/// <summary>The classes: second parts of namespaces under <c>System</c>.</summary>
internal static class TopicNames
{
    /// <summary>In ordinal order; the position is the class.</summary>
    public static readonly string[] All =
    [
        "Collections", "ComponentModel", "Data", "Diagnostics",
        "Drawing", "Globalization", "IO", "Linq",
        "Net", "Numerics", "Reflection", "Runtime",
        "Security", "Text", "Threading", "Xml",
    ];
}
