using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ApiTopics.Data;

/// <summary>Turns a <c>summary</c> element into plain words that do not give its namespace away.</summary>
internal static partial class SummaryText
{
    /// <summary>Every tag goes; of a <c>cref</c>, and of a dotted name written out, only the last identifier stays.</summary>
    public static string Of(XElement summary)
    {
        var text = new StringBuilder();
        Append(summary, text);
        var plain = WrittenNamespace().Replace(text.ToString(), "");
        return Space().Replace(plain, " ").Trim();
    }

    /// <summary>Words of letters and digits.</summary>
    public static int CountWords(string text) => Word().Count(text);

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement child:
                    text.Append(' ').Append(LastIdentifier(child.Attribute("cref")?.Value)).Append(' ');
                    Append(child, text);
                    text.Append(' ');
                    break;
            }
        }
    }

    // M:System.Text.Encoding.GetBytes(System.String) -> GetBytes; T:System.Func`2 -> Func; M:System.Uri.#ctor -> ctor
    private static string LastIdentifier(string? reference)
    {
        if (reference is null)
        {
            return "";
        }

        var end = reference.AsSpan(1).IndexOfAny("({`~") is var cut and >= 0 ? cut + 1 : reference.Length;
        var name = reference.AsSpan(0, end);
        return name[(name.LastIndexOfAny(".:#") + 1)..].ToString();
    }

    [GeneratedRegex(@"\b(?:System|Microsoft)\.(?:\w+\.)*(?=\w)")]
    private static partial Regex WrittenNamespace();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
