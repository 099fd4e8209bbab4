namespace CompressDsl.Training.Tests.Data;

/// <summary><see cref="ElasticDistortion"/> against its definition, pixel by pixel.</summary>
public sealed class ElasticDistortionTests
{
    [Theory]
    [InlineData(28, 28, 1, 20, 4)]
    [InlineData(12, 9, 2, 8, 2)]
    [InlineData(1, 70, 1, 5, 1)]
    [InlineData(33, 1, 3, 5, 0.3f)]
    [InlineData(5, 6, 1, 300, 7)]
    [InlineData(16, 32, 2, 0, 3)]
    public void It_is_what_the_definition_gives(int height, int width, int channels, float strength, float smoothness)
    {
        var distortion = new ElasticDistortion(height, width, strength, smoothness);
        for (var draw = 0UL; draw < 5; draw++)
        {
            var random = new CounterRandom(3, draw);
            float[] features = [.. Enumerable.Range(0, channels * height * width).Select(_ => random.NextFloat(-1, 2))];
            var (slow, fast) = (random, random);
            var expected = Reference(features, distortion, ref slow);
            distortion.Apply(features, ref fast);
            Assert.Equal(expected, features);
            Assert.Equal(slow.NextBits(), fast.NextBits());
        }
    }

    [Fact]
    public void It_takes_no_memory_from_one_image_to_the_next()
    {
        var (distortion, image, random) = (new ElasticDistortion(28, 28), new float[28 * 28], new CounterRandom(1, 1));
        distortion.Apply(image, ref random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) distortion.Apply(image, ref random);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Random_numbers_of_a_span_are_those_that_come_one_by_one()
    {
        for (var length = 0; length < 70; length++)
        {
            var (all, one) = (new CounterRandom(5, (ulong)length), new CounterRandom(5, (ulong)length));
            var numbers = new float[length];
            all.Fill(numbers, -3, 7);
            Assert.All(numbers, n => Assert.Equal(one.NextFloat(-3, 7), n));
            Assert.Equal(one.NextBits(), all.NextBits());
        }
    }

    private static float[] Reference(float[] features, ElasticDistortion settings, ref CounterRandom random)
    {
        var (height, width) = (settings.Height, settings.Width);
        var (down, right) = (Field(settings, ref random), Field(settings, ref random));
        var result = new float[features.Length];
        for (var i = 0; i < features.Length; i++)
        {
            var (channel, pixel) = (i / (height * width), i % (height * width));
            float y = (pixel / width) + down[pixel], x = (pixel % width) + right[pixel];
            float top = MathF.Floor(y), left = MathF.Floor(x);
            var upper = Between(Pixel(top, left), Pixel(top, left + 1), x - left);
            var lower = Between(Pixel(top + 1, left), Pixel(top + 1, left + 1), x - left);
            result[i] = Between(upper, lower, y - top);

            float Pixel(float row, float column) =>
                row >= 0 && row < height && column >= 0 && column < width ? features[(((channel * height) + (int)row) * width) + (int)column] : 0;
        }

        return result;
    }

    private static float Between(float first, float second, float share) => ((1 - share) * first) + (share * second);

    private static float[] Field(ElasticDistortion settings, ref CounterRandom random)
    {
        var (height, width) = (settings.Height, settings.Width);
        float[] noise = new float[height * width], across = new float[height * width], field = new float[height * width];
        for (var i = 0; i < noise.Length; i++) noise[i] = random.NextFloat(-settings.Strength, settings.Strength);
        var reach = (int)Math.Ceiling(3 * (double)settings.Smoothness);
        float[] kernel = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(k => k / settings.Smoothness).Select(k => MathF.Exp(-k * k / 2))];
        var sum = FixedSum.Sum(kernel);
        for (var i = 0; i < noise.Length; i++) across[i] = Smooth(noise, i, i % width, width, 1);
        for (var i = 0; i < noise.Length; i++) field[i] = Smooth(across, i, i / width, height, width);
        return field;

        float Smooth(float[] from, int i, int at, int length, int step)
        {
            var total = 0f;
            for (var k = -reach; k <= reach; k++) total += at + k >= 0 && at + k < length ? kernel[k + reach] / sum * from[i + (k * step)] : 0;
            return total;
        }
    }
}
