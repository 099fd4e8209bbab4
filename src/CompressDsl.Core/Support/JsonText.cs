using System.Globalization;
using System.Text;

namespace CompressDsl.Core;

/// <summary>
/// A small strict JSON reader for checkpoint headers. Objects become lists of pairs (so that duplicated names are seen), arrays
/// lists, integers <see cref="long"/>, other numbers <see cref="double"/>, then strings, booleans and null.
/// </summary>
internal sealed class JsonText(string text)
{
    private const int MaxDepth = 32;

    private int position;
    private int depth;

    /// <exception cref="FormatException">The text is not JSON.</exception>
    public static object? Parse(string text)
    {
        var reader = new JsonText(text);
        var value = reader.Value();
        return reader.Peek() == '\0' && reader.position >= text.Length ? value : throw reader.Error("unexpected text behind the end");
    }

    /// <summary>A string with quotes and escapes.</summary>
    public static string Quote(string value)
    {
        var result = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\') result.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c)) result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else result.Append(c);
        }

        return result.Append('"').ToString();
    }

    private object? Value()
    {
        switch (Peek())
        {
            case '{': return Nested(Object);
            case '[': return Nested(Array);
            case '"': return String();
            case 't': return Literal("true", true);
            case 'f': return Literal("false", false);
            case 'n': return Literal("null", null);
            default: return Number();
        }
    }

    private object Nested(Func<object> read)
    {
        if (++depth > MaxDepth) throw Error("nested too deeply");
        position++;
        var value = read();
        depth--;
        return value;
    }

    private object Object()
    {
        var members = new List<KeyValuePair<string, object?>>();
        if (Accept('}')) return members;
        do
        {
            if (Peek() != '"') throw Error("expected a name in quotes");
            var name = String();
            if (!Accept(':')) throw Error("expected ':'");
            members.Add(new KeyValuePair<string, object?>(name, Value()));
        }
        while (Accept(','));
        return Accept('}') ? members : throw Error("expected '}'");
    }

    private object Array()
    {
        var items = new List<object?>();
        if (Accept(']')) return items;
        do items.Add(Value());
        while (Accept(','));
        return Accept(']') ? items : throw Error("expected ']'");
    }

    private string String()
    {
        var result = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            var c = text[position];
            if (c == '"')
            {
                position++;
                return result.ToString();
            }

            if (c < ' ') throw Error("control character in a string");
            result.Append(c == '\\' ? Escape() : c);
        }

        throw Error("a string does not end");
    }

    private char Escape()
    {
        position++;
        var c = position < text.Length ? text[position] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when position + 4 < text.Length && int.TryParse(
                text.Substring(position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                position += 4;
                return (char)code;
            default: throw Error("unknown escape in a string");
        }
    }

    private object Number()
    {
        var start = position;
        while (position < text.Length && "+-.eE0123456789".IndexOf(text[position]) >= 0) position++;
        var word = text.Substring(start, position - start);
        if (InvariantText.TryParse(word, out long integer)) return integer;
        return word.Length > 0 && word != "." && InvariantText.TryParse(word, out double number) ? number : throw Error("expected a value");
    }

    private object? Literal(string word, object? value)
    {
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0) throw Error("expected a value");
        position += word.Length;
        return value;
    }

    private char Peek()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\n' or '\r') position++;
        return position < text.Length ? text[position] : '\0';
    }

    private bool Accept(char symbol)
    {
        if (Peek() != symbol) return false;
        position++;
        return true;
    }

    private FormatException Error(string what) => new($"position {InvariantText.Of(position)}: {what}");
}
