namespace CompressDsl.Core;

/// <summary>Recursive descent over the text of an <see cref="Expr"/>.</summary>
internal sealed class ExprParser(string text)
{
    private const int MaxDepth = 256;

    private static readonly Dictionary<string, ExprKind> Functions = new[]
        {
            ExprKind.Min, ExprKind.Max, ExprKind.Greater, ExprKind.Abs, ExprKind.Sqrt, ExprKind.Exp, ExprKind.Log, ExprKind.Tanh,
            ExprKind.Sigmoid, ExprKind.Erf,
        }
        .ToDictionary(Expr.FunctionName);

    private int position;
    private int depth;

    public Expr ParseAll()
    {
        var result = Sum();
        return Peek() == '\0' ? result : throw Error("unexpected text");
    }

    private Expr Sum()
    {
        if (++depth > MaxDepth) throw Error("nested too deeply");
        var left = Product();
        while (true)
        {
            if (Accept('+')) left += Product();
            else if (Accept('-')) left -= Product();
            else break;
        }

        depth--;
        return left;
    }

    private Expr Product()
    {
        var left = Signed();
        while (true)
        {
            if (Accept('*')) left *= Signed();
            else if (Accept('/')) left /= Signed();
            else return left;
        }
    }

    private Expr Signed()
    {
        if (!Accept('-')) return Primary();
        if (++depth > MaxDepth) throw Error("nested too deeply");
        var next = Peek();
        var literal = char.IsDigit(next) || next == '.' || string.CompareOrdinal(text, position, "inf", 0, 3) == 0;
        var operand = Signed();
        depth--;
        return literal && operand.Kind == ExprKind.Constant ? Expr.Constant(-operand.Value) : -operand;
    }

    private Expr Primary()
    {
        if (Accept('('))
        {
            var inner = Sum();
            Expect(')');
            return inner;
        }

        var next = Peek();
        if (char.IsDigit(next) || next == '.') return Number();
        return char.IsLetter(next) ? Word() : throw Error("expected a number, an operand or a function");
    }

    private Expr Number()
    {
        var start = position;
        while (position < text.Length && (char.IsDigit(text[position]) || text[position] == '.' || IsExponent(start))) position++;
        return InvariantText.TryParse(text.Substring(start, position - start), out double value) ? value : throw Error("not a number");
    }

    private bool IsExponent(int start)
    {
        var symbol = text[position];
        if (symbol is 'e' or 'E') return position > start;
        return symbol is '+' or '-' && position > start && text[position - 1] is 'e' or 'E';
    }

    private Expr Word()
    {
        var start = position;
        while (position < text.Length && char.IsLetterOrDigit(text[position])) position++;
        var word = text.Substring(start, position - start);
        if (word is "inf" or "nan") return word == "inf" ? double.PositiveInfinity : double.NaN;
        if (word[0] == 'x' && InvariantText.TryParse(word.Substring(1), out int index) && index >= 0) return Expr.Input(index);
        return Functions.TryGetValue(word, out var kind) ? Call(kind) : throw Error($"unknown function '{word}'");
    }

    private Expr Call(ExprKind kind)
    {
        Expect('(');
        var left = Sum();
        Expr? right = null;
        if (kind is ExprKind.Min or ExprKind.Max or ExprKind.Greater)
        {
            Expect(',');
            right = Sum();
        }

        Expect(')');
        return new Expr(kind, 0, 0, left, right);
    }

    private char Peek()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        return position < text.Length ? text[position] : '\0';
    }

    private bool Accept(char symbol)
    {
        if (Peek() != symbol) return false;
        position++;
        return true;
    }

    private void Expect(char symbol)
    {
        if (!Accept(symbol)) throw Error($"expected '{symbol}'");
    }

    private FormatException Error(string what) => new($"Formula '{text}', position {InvariantText.Of(position)}: {what}.");
}
