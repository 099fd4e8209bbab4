namespace CompressDsl.Training.Tests.Data;

/// <summary>Random changes of images, sounds and spectrograms.</summary>
public sealed class AugmentationTests
{
    private const int Side = 12;

    public static TheoryData<Augmentation> All =>
    [
        new ImageMoves(Side, Side, 2, 3, Mirror: true),
        new ElasticDistortion(Side, Side, 8, 2),
        new SoundMoves(Shift: 20, Gain: 6, NoiseRatio: 10),
        new SpectrogramMasks(Side, Side, Time: 3, Frequency: 4, Hidden: -1),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_numbers_give_the_same_change_and_others_another(Augmentation augmentation)
    {
        augmentation.Check(2 * Side * Side);
        Assert.Equal(Changed(augmentation, 1), Changed(augmentation, 1));
        Assert.NotEqual(Changed(augmentation, 1), Changed(augmentation, 2));
        Assert.All(Changed(augmentation, 1), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void An_elastic_distortion_without_strength_changes_nothing()
    {
        Assert.Equal(Features(), Changed(new ElasticDistortion(Side, Side, Strength: 0), 3));
        Assert.Equal(new ElasticDistortion(Side, Side), new ElasticDistortion(Side, Side));
    }

    [Fact]
    public void An_elastic_distortion_moves_every_channel_by_the_same_smooth_field()
    {
        // The channels hold rows and columns: what comes out says where it came from.
        var picture = new float[2 * Side * Side];
        for (var i = 0; i < Side * Side; i++) (picture[i], picture[(Side * Side) + i]) = (1 + (i / Side), 1 + (i % Side));
        var random = new CounterRandom(7, 7);
        new ElasticDistortion(Side, Side, Strength: 6, Smoothness: 3).Apply(picture, ref random);

        var inner = Enumerable.Range(3, Side - 6).SelectMany(y => Enumerable.Range(3, Side - 6).Select(x => (Y: y, X: x))).ToArray();
        var moves = inner.Select(p => (Down: picture[(p.Y * Side) + p.X] - 1 - p.Y, Right: picture[(Side * Side) + (p.Y * Side) + p.X] - 1 - p.X)).ToArray();
        Assert.Contains(moves, m => Math.Abs(m.Down) > 0.1 && Math.Abs(m.Right) > 0.1);
        var jumps = inner.Zip(moves).Where(p => p.First.X < Side - 4)
            .Select(p => Math.Abs(p.Second.Down - moves[Array.IndexOf(inner, (p.First.Y, p.First.X + 1))].Down));
        Assert.All(jumps, j => Assert.InRange(j, 0, 0.5));
    }

    [Fact]
    public void Sounds_come_earlier_or_later_and_noise_has_the_ratio_asked_for()
    {
        var wave = Enumerable.Range(0, 8000).Select(i => MathF.Sin(i * 0.1f)).ToArray();
        var moved = wave.ToArray();
        var random = new CounterRandom(1, 2);
        new SoundMoves(Shift: 100).Apply(moved, ref random);
        var later = Enumerable.Range(-100, 201).Single(s => Enumerable.Range(200, 7000).All(i => moved[i] == wave[i - s]));
        Assert.NotEqual(0, later);

        for (var draw = 0UL; draw < 8; draw++)
        {
            var noisy = wave.ToArray();
            random = new CounterRandom(2, draw);
            new SoundMoves(Shift: 0, NoiseRatio: 10).Apply(noisy, ref random);
            var noise = noisy.Zip(wave, (n, w) => (double)(n - w) * (n - w)).Average();
            Assert.InRange(10 * Math.Log10(wave.Average(w => (double)w * w) / noise), 9.5, 30.5);
        }
    }

    [Fact]
    public void A_spectrogram_loses_one_stretch_and_one_band()
    {
        var widest = (Frames: 0, Bands: 0);
        for (var draw = 0UL; draw < 60; draw++)
        {
            var features = Enumerable.Repeat(1f, Side * 5).ToArray();
            var random = new CounterRandom(3, draw);
            new SpectrogramMasks(Frames: Side, Coefficients: 5, Time: 3, Frequency: 2).Apply(features, ref random);
            var frames = Enumerable.Range(0, Side).Where(f => features.AsSpan(f * 5, 5).IndexOfAnyExcept(0f) < 0).ToArray();
            var bands = Enumerable.Range(0, 5).Where(c => Enumerable.Range(0, Side).All(f => features[(f * 5) + c] == 0)).ToArray();
            Assert.Equal(features.Count(f => f == 0), (frames.Length * 5) + (bands.Length * Side) - (frames.Length * bands.Length));
            Assert.True(frames.Length == 0 || frames[^1] - frames[0] == frames.Length - 1);
            widest = (Math.Max(widest.Frames, frames.Length), Math.Max(widest.Bands, bands.Length));
        }

        Assert.Equal((3, 2), widest);
    }

    [Theory]
    [InlineData("Strength is NaN; it must be at least 0.")]
    [InlineData("Smoothness is 0; it must be above 0.")]
    [InlineData("288 features do not divide into channels of 5 x 5.")]
    [InlineData("Shift: 288 values cannot be moved by up to 288; 0 to 287 are possible.")]
    [InlineData("Gain is -1; it must be at least 0.")]
    [InlineData("Time is 13; it must be in 0 to Frames.")]
    public void Settings_out_of_range_are_named(string message)
    {
        Augmentation[] wrong =
        [
            new ElasticDistortion(Side, Side, float.NaN), new ElasticDistortion(Side, Side, 1, 0), new ElasticDistortion(5, 5),
            new SoundMoves(2 * Side * Side), new SoundMoves(1, -1), new SpectrogramMasks(Side, Side, Side + 1, 0),
        ];
        var data = InMemoryDataset.FromLabels(Features(), [0], classes: 1);
        Assert.Contains(wrong, w => Assert.Throws<ArgumentException>(() => new AugmentedDataset(data, w)).Message == message);
    }

    private static float[] Features()
    {
        var random = new CounterRandom(5, 5);
        return [.. Enumerable.Range(0, 2 * Side * Side).Select(_ => random.NextFloat())];
    }

    private static float[] Changed(Augmentation augmentation, ulong seed)
    {
        var features = Features();
        var random = new CounterRandom(seed, 9);
        augmentation.Apply(features, ref random);
        return features;
    }
}
