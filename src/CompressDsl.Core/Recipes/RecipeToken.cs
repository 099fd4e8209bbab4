using System.Globalization;
using System.Text;

namespace CompressDsl.Core;

/// <summary>
/// Names and values as single words: white space, control characters and the separators <c>% , =</c> are written as <c>%</c> and four
/// hexadecimal digits, an empty word as <c>%</c>.
/// </summary>
internal static class RecipeToken
{
    private const string Separators = "%,=";

    public static string Escape(string text) => text.Length == 0 ? "%" : Escape(text, c => IsReserved(c) || char.IsWhiteSpace(c));

    /// <summary>For the free text at the end of a line: spaces stay.</summary>
    public static string EscapeLine(string text) => Escape(text, c => c == '%');

    /// <exception cref="FormatException">A percent sign without four hexadecimal digits.</exception>
    public static string Unescape(string word)
    {
        if (word == "%") return "";
        if (word.IndexOf('%') < 0) return word;
        var result = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] != '%')
            {
                result.Append(word[i]);
                continue;
            }

            var code = 0;
            var isCode = i + 4 < word.Length
                && int.TryParse(word.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            if (!isCode) throw new FormatException($"'{word}' holds a percent sign without four hexadecimal digits");
            result.Append((char)code);
            i += 4;
        }

        return result.ToString();
    }

    private static bool IsReserved(char c) => Separators.IndexOf(c) >= 0;

    private static string Escape(string text, Func<char, bool> reserved)
    {
        if (!text.Any(c => reserved(c) || char.IsControl(c))) return text;
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (reserved(c) || char.IsControl(c)) result.Append('%').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else result.Append(c);
        }

        return result.ToString();
    }
}
