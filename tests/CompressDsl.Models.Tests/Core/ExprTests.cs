using System.Globalization;
using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class ExprTests(ITestOutputHelper output)
{
    private static readonly Expr X = Expr.Input(0);
    private static readonly Expr Y = Expr.Input(1);

    [Theory]
    [InlineData("max(x0,0)")]
    [InlineData("x0*sigmoid(x0)")]
    [InlineData("(x0-x1)*(x0+x1)")]
    [InlineData("x0-(x1-x0)-x1")]
    [InlineData("x0/(x1/x0)/x1")]
    [InlineData("-x0*-1+-(x0+1)")]
    [InlineData("-(1)-(-1)")]
    [InlineData("x0-1E-05*x12")]
    [InlineData("min(inf,-inf)")]
    [InlineData("0.5*x0*(1+erf(x0*0.7071067811865475))")]
    public void Text_survives_parsing(string text)
    {
        var parsed = Expr.Parse(text);
        Assert.Equal(parsed, Expr.Parse(parsed.ToString()));
        Assert.DoesNotContain(' ', parsed.ToString());
    }

    [Fact]
    public void Prints_with_as_few_parentheses_as_needed()
    {
        Assert.Equal("max(x0,0)", Expr.Max(X, 0).ToString());
        Assert.Equal("x0-(x1+1)*x0", (X - ((Y + 1) * X)).ToString());
        Assert.Equal("x0*(-1)", (X * -1).ToString());
        Assert.Equal("-(2)", (-Expr.Constant(2)).ToString());
        Assert.Equal("-2", Expr.Constant(-2).ToString());
    }

    [Fact]
    public void Random_formulas_survive_printing_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = odd;
        try
        {
            var random = Seeded.Random(output);
            for (var i = 0; i < 500; i++)
            {
                var formula = RandomExpr.Any(random, depth: 5);
                Assert.Equal(formula, Expr.Parse(formula.ToString()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x0+")]
    [InlineData("max(x0)")]
    [InlineData("foo(x0)")]
    [InlineData("x0 x1")]
    [InlineData("(x0")]
    [InlineData("1e")]
    public void Nonsense_is_a_format_exception(string text) => Assert.Throws<FormatException>(() => Expr.Parse(text));

    [Fact]
    public void Deep_nesting_is_refused_not_a_crash()
    {
        Assert.Throws<FormatException>(() => Expr.Parse(new string('(', 100_000)));
        Assert.Throws<FormatException>(() => Expr.Parse(new string('-', 100_000)));
    }

    [Fact]
    public void Derivative_equals_central_difference()
    {
        var random = Seeded.Random(output);
        for (var i = 0; i < 400; i++)
        {
            var formula = RandomExpr.Smooth(random, depth: 4);
            double[] at = [(random.NextDouble() * 2) + 0.5, (random.NextDouble() * 2) + 0.5];
            const double Step = 1e-6;
            var numeric = (formula.Evaluate(at[0] + Step, at[1]) - formula.Evaluate(at[0] - Step, at[1])) / (2 * Step);
            var symbolic = formula.Derivative(0).Evaluate(at);
            Assert.True(Math.Abs(numeric - symbolic) <= 1e-5 * (1 + Math.Abs(symbolic)), $"{formula} at {at[0]}, {at[1]}: {numeric} against {symbolic}");
        }
    }

    [Fact]
    public void Derivatives_come_out_simple()
    {
        Assert.Equal("greater(x0,0)", Expr.Max(X, 0).Derivative(0).ToString());
        Assert.Equal("1", (X + Y).Derivative(0).ToString());
        Assert.Equal("-1", (X - Y).Derivative(1).ToString());
        Assert.Equal("x1", (X * Y).Derivative(0).ToString());
        Assert.Equal("0", Expr.Exp(Y).Derivative(0).ToString());
        Assert.Equal("sigmoid(x0)*(1-sigmoid(x0))", Expr.Sigmoid(X).Derivative(0).ToString());
        Assert.Equal("1-tanh(x0)*tanh(x0)", Expr.Tanh(X).Derivative(0).ToString());
    }

    [Fact]
    public void Simplifying_keeps_the_value()
    {
        var random = Seeded.Random(output);
        for (var i = 0; i < 300; i++)
        {
            var formula = (RandomExpr.Smooth(random, 4) * 1) + (0 * X) - (-(Y + 0));
            Assert.Equal(formula.Evaluate(0.7, 1.3), formula.Simplify().Evaluate(0.7, 1.3), 12);
        }

        Assert.Equal("x0", ((((X + 0) * 1) / 1) - (0 * Y)).Simplify().ToString());
    }

    [Fact]
    public void Substitution_fuses_and_renumbers()
    {
        var fused = Expr.Max(X, 0).Substitute(i => Expr.Input(i) + Expr.Input(i + 1));
        Assert.Equal("max(x0+x1,0)", fused.ToString());
        Assert.Equal(2, fused.InputCount);
        Assert.Equal(0, Expr.Constant(1).InputCount);
        Assert.True(fused.Uses(1));
        Assert.False(fused.Uses(2));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.1124629160182849)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(2.4, 0.9993114861033549)]
    [InlineData(2.6, 0.9997639655834707)]
    [InlineData(4, 0.9999999845827421)]
    [InlineData(7, 1)]
    [InlineData(-0.5, -0.5204998778130465)]
    public void Erf_has_double_accuracy(double x, double expected) => Assert.InRange(ErrorFunction.Erf(x), expected - 4e-16, expected + 4e-16);

    [Fact]
    public void A_missing_operand_is_named() => Assert.Contains("x1", Assert.Throws<ArgumentException>(() => (X + Y).Evaluate(1)).Message);
}
