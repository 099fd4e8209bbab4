using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace KeywordSpotting.Audio;

/// <summary>
/// What the networks hear: mel frequency cepstral coefficients (Davis and Mermelstein 1980) of one second, 49 frames of about 32 ms every
/// 20 ms with 10 coefficients each, as MLPerf Tiny has them.
/// </summary>
internal sealed class SoundFeatures
{
    /// <summary>Frames of a second.</summary>
    public const int Frames = 49;

    /// <summary>Coefficients of a frame.</summary>
    public const int Coefficients = 10;

    /// <summary>Floats of a sound.</summary>
    public const int Length = Frames * Coefficients;

    private const double LongestWindow = 0.032;
    private const int FramesPerSecond = 50;
    private const int Bands = 40;
    private const double Lowest = 20;
    private const double Highest = 4000;
    private const double Silence = 1e-6;
    private const float Scale = 8;

    private readonly int rate;
    private readonly double[] window;
    private readonly double[,] bands;

    /// <summary>Prepares the tables of a sampling rate.</summary>
    /// <param name="rate">Samples per second, at least 8,000: sounds of all rates are heard up to 4 kHz.</param>
    /// <exception cref="InvalidDataException">The rate is too low.</exception>
    public SoundFeatures(int rate)
    {
        if (rate < 2 * Highest) throw new InvalidDataException($"Sounds need at least {2 * Highest} samples per second; this one has {rate}.");
        this.rate = rate;
        window = MathNet.Numerics.Window.HannPeriodic((int)BitOperations.RoundUpToPowerOf2((uint)((rate * LongestWindow) + 1)) / 2);
        bands = MelBands(rate, window.Length);
    }

    /// <summary>Computes the features of the first second; what is missing is silence.</summary>
    /// <param name="samples">-1 to 1.</param>
    /// <param name="features"><see cref="Length"/> floats, frame by frame, overwritten.</param>
    public void Compute(ReadOnlySpan<float> samples, Span<float> features)
    {
        var spectrum = new double[window.Length + 2];
        var energies = new double[Bands];
        for (var frame = 0; frame < Frames; frame++)
        {
            Array.Clear(spectrum);
            var first = frame * rate / FramesPerSecond;
            for (var i = 0; i < window.Length && first + i < samples.Length; i++) spectrum[i] = samples[first + i] * window[i];
            Fourier.ForwardReal(spectrum, window.Length, FourierOptions.NoScaling);
            Hear(spectrum, energies);
            Transform(energies, features.Slice(frame * Coefficients, Coefficients));
        }
    }

    /// <summary>Logarithm of the energy in every band, 0 in silence.</summary>
    private void Hear(double[] spectrum, double[] energies)
    {
        for (var band = 0; band < Bands; band++)
        {
            var energy = Silence;
            for (var bin = 0; bin < bands.GetLength(1); bin++)
            {
                var (re, im) = (spectrum[2 * bin], spectrum[(2 * bin) + 1]);
                energy += bands[band, bin] * ((re * re) + (im * im));
            }

            energies[band] = Math.Log(energy / Silence);
        }
    }

    /// <summary>The first coefficients of the orthonormal cosine transform, scaled to a few units.</summary>
    private static void Transform(double[] energies, Span<float> coefficients)
    {
        for (var k = 0; k < Coefficients; k++)
        {
            double sum = 0;
            for (var band = 0; band < Bands; band++) sum += energies[band] * Math.Cos(Math.PI * k * (band + 0.5) / Bands);
            coefficients[k] = (float)(sum * Math.Sqrt((k == 0 ? 1.0 : 2.0) / Bands)) / Scale;
        }
    }

    /// <summary>Triangles that overlap by half, equally wide on the mel scale.</summary>
    private static double[,] MelBands(int rate, int length)
    {
        var table = new double[Bands, (length / 2) + 1];
        var (low, step) = (Mel(Lowest), (Mel(Highest) - Mel(Lowest)) / (Bands + 1));
        for (var bin = 0; bin <= length / 2; bin++)
        {
            var place = (Mel((double)bin * rate / length) - low) / step;
            for (var band = 0; band < Bands; band++) table[band, bin] = Math.Max(0, 1 - Math.Abs(place - (band + 1)));
        }

        return table;
    }

    private static double Mel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));
}
