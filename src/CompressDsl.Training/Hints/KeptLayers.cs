namespace CompressDsl.Training;

/// <summary>The values of a teacher's layers for all samples of a data set, in a file.</summary>
internal sealed class KeptLayers : IDisposable
{
    private readonly TeacherCacheFile file;

    private KeptLayers((int Number, int Length)[] features, TeacherCacheFile file) => (Features, this.file) = (features, file);

    /// <summary>The layers, by their numbers in the teacher's plan, and the floats that a sample has there.</summary>
    public (int Number, int Length)[] Features { get; }

    /// <summary>Opens the file; where there is none, runs the teacher on all samples and writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="teacher">The teacher.</param>
    /// <param name="places">The hints; those of the student itself need nothing.</param>
    /// <param name="samples">The samples, and the threads.</param>
    /// <param name="told">Receives the number of samples that are done, and of all.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another teacher, other layers or other samples.</exception>
    public static KeptLayers Open(
        string path, TrainedNetwork teacher, HintPlace[] places, (IDataset Data, ShardRunner Runner) samples, Action<int, int> told)
    {
        var layers = places.Where(p => !p.Hint.IsOfSelf).DistinctBy(p => p.Teacher).OrderBy(p => p.Teacher).ToArray();
        var names = string.Join(", ", layers.Select(p => $"{p.Hint.Teacher}{p.TeacherShape}"));
        (int Number, int Length)[] features = [.. layers.Select(p => (p.Teacher, p.TeacherShape.Length))];
        var values = NetworkTeacher.OfLayers(teacher, [.. features.Select(f => f.Number)], samples.Runner);
        var pass = new TeacherPass(values, samples.Data, features.Sum(f => f.Length)) { Told = told };
        return new KeptLayers(features, TeacherCacheFile.Open(path, pass, KeptContent.OfLayers(names)));
    }

    /// <summary>All layers' values for one sample, one behind the other.</summary>
    /// <param name="sample">Its place in the data set.</param>
    public ReadOnlySpan<float> Of(int sample) => file.Of(sample);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
