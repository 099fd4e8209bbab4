namespace CompressDsl.Generator.Tests.Frontend;

/// <summary>What the front end makes of valid models.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void A_simple_network_is_read() => Assert.Equal(
        """
        graph Net
          %0 pixels: float[784] = Input { Index = 0, Type = float[784] }()
          %1 hidden.weight: float[300, 784] = Parameter hidden.weight()
          %2 hidden.bias: float[300] = Parameter hidden.bias()
          %3 hidden: float[300] = Linear { HasBias = True }(%0, %1, %2)
          %4 hidden.relu: float[300] = Relu { }(%3)
          %5 head.weight: float[10, 300] = Parameter head.weight()
          %6 head: float[10] = Linear { HasBias = False }(%4, %5)
          return %6

        """,
        Dsl.GraphOf(Dsl.Class("""
            private readonly Linear hidden = new(784, 300);
            private readonly Linear head = new(10, bias: false);

            private Value Forward([Input(784)] Value pixels) => head.Forward(Relu(hidden.Forward(pixels)));
            """)));
}
