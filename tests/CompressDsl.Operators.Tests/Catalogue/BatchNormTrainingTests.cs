using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Batch norm over several samples: its meaning takes them as rows, which the catalogue's one-sample cases cannot show.</summary>
public sealed class BatchNormTrainingTests(ITestOutputHelper output)
{
    private const int Samples = 5;
    private const int Features = 3;
    private const double Epsilon = 1e-3;

    [Fact]
    public void Columns_have_the_mean_and_deviation_of_the_parameters()
    {
        var arrays = Arrays();
        var y = new BatchNormTraining(Epsilon, 0.1).Evaluate(arrays);
        for (var c = 0; c < Features; c++)
        {
            var (mean, variance) = Moments(y, c);
            var before = Moments(arrays[0], c).Variance;
            Assert.Equal(arrays[2].Data[c], mean, 9);
            Assert.Equal(Math.Pow(arrays[1].Data[c], 2) * before / (before + Epsilon), variance, 9);
        }
    }

    [Fact]
    public void Gradients_are_the_central_differences()
    {
        var arrays = Arrays();
        var (x, weight, bias, dy) = (arrays[0], arrays[1], arrays[2], arrays[3]);
        Near.Equal(Differences(arrays, x), new BatchNormInputGradient(Epsilon).Evaluate([x, weight, dy]).Data, 1e-6);
        Near.Equal(Differences(arrays, weight), new BatchNormWeightGradient(Epsilon).Evaluate([x, dy]).Data, 1e-6);
        Near.Equal(Differences(arrays, bias), new ColumnSum().Evaluate([dy]).Data, 1e-6);
    }

    private static (double Mean, double Variance) Moments(NumericArray x, int column)
    {
        var values = Enumerable.Range(0, x.Rows).Select(r => x[r, column]).ToArray();
        return (values.Average(), values.Average(v => v * v) - (values.Average() * values.Average()));
    }

    private NumericArray[] Arrays()
    {
        var random = new Random(Seeds.Next(output));
        NumericArray Make(params int[] shape) => NumericArray.Fill(shape, _ => (random.NextDouble() * 4) - 2);
        return [Make(Samples, Features), Make(Features), Make(Features), Make(Samples, Features)];
    }

    private static double[] Differences(NumericArray[] arrays, NumericArray target)
    {
        const double step = 1e-6;
        return target.Data.Select((kept, i) =>
        {
            target.Data[i] = kept + step;
            var above = Loss(arrays);
            target.Data[i] = kept - step;
            var below = Loss(arrays);
            target.Data[i] = kept;
            return (above - below) / (2 * step);
        }).ToArray();
    }

    private static double Loss(NumericArray[] arrays) =>
        new BatchNormTraining(Epsilon, 0.1).Evaluate(arrays).Data.Zip(arrays[3].Data, (y, w) => y * w).Sum();
}
