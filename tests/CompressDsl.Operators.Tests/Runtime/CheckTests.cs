using System.Numerics.Tensors;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Runtime;

/// <summary>What callers are told when a span or tensor does not fit.</summary>
public sealed class CheckTests
{
    [Fact]
    public void A_wrong_length_names_parameter_shape_and_length()
    {
        SpanCheck.Exact(784, 784, "pixels", "[28, 28] floats");
        var error = Assert.Throws<ArgumentException>(() => SpanCheck.Exact(783, 784, "pixels", "[28, 28] floats"));
        Assert.Equal("pixels", error.ParamName);
        Assert.StartsWith("'pixels' has 783 elements; expected [28, 28] floats, that is 784.", error.Message);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(64, 1, true)]
    [InlineData(0, 1, false)]
    [InlineData(65, 1, false)]
    [InlineData(int.MinValue, 1, false)]
    [InlineData(32, 16, true)]
    [InlineData(33, 16, false)]
    public void Varying_lengths_have_limits(int length, int row, bool fits)
    {
        var error = Record.Exception(() => SpanCheck.Varying(length, 64, row, "tokens", "[tokens <= 64]"));
        Assert.Equal(fits, error is null);
        if (!fits)
        {
            Assert.StartsWith($"'tokens' has {length} elements; expected [tokens <= 64], that is {row} to 64", error!.Message);
        }
    }

    [Fact]
    public void Token_ids_outside_of_the_table_are_refused()
    {
        SpanCheck.Tokens([0, 99], 100, "tokens");
        var error = Assert.Throws<ArgumentException>(() => SpanCheck.Tokens([5, 100], 100, "tokens"));
        Assert.StartsWith("'tokens' holds token id 100 at index 1; the table has ids 0 to 99.", error.Message);
        Assert.Throws<ArgumentException>(() => SpanCheck.Tokens([-1], 100, "tokens"));
    }

    [Fact]
    public void Dense_tensors_open_without_copying()
    {
        var values = new float[] { 1, 2, 3, 4, 5, 6 };
        var flat = TensorCheck.Flat(new ReadOnlyTensorSpan<float>(values, [2, 3]), [2, 3], "image");
        Assert.True(flat.Overlaps(values, out var offset) && offset == 0 && flat.Length == 6);
        var writable = TensorCheck.Flat(new TensorSpan<float>(values, [2, 3]), [-1, 3], "image");
        writable[5] = 7;
        Assert.Equal(7, values[5]);
    }

    [Fact]
    public void Tensors_of_another_shape_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => TensorCheck.Flat(new ReadOnlyTensorSpan<float>(new float[6], [3, 2]), [-1, 3], "image").Length);
        Assert.StartsWith("'image' has shape [3, 2]; expected [any, 3].", error.Message);
    }

    [Fact]
    public void Views_with_gaps_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => TensorCheck.Flat(new ReadOnlyTensorSpan<float>(new float[12], [2, 3], [6, 1]), [2, 3], "image").Length);
        Assert.Contains("gaps", error.Message);
    }

    [Fact]
    public void Transposed_views_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => TensorCheck.Flat(new ReadOnlyTensorSpan<float>(new float[6], [2, 3], [1, 2]), [2, 3], "image").Length);
        Assert.Contains("row-major", error.Message);
    }
}
