using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>Makes lessons of generated loops.</summary>
internal static class Lessons
{
    /// <summary><c>Lessons.Of(Student.Train, data)</c>.</summary>
    public static Lesson<TrainingOptions> Of(
        Func<IDataSource, TrainingOptions, IProgress<TrainingProgress>?, TrainingResult> train, IDataSource samples) =>
        new(train.Method.DeclaringType!, samples, (options, progress) => train(samples, options, progress));

    /// <summary><c>Lessons.Of(Student.Distill, teacher, data)</c>; the teacher is loaded when it is needed.</summary>
    public static Lesson<DistillationOptions> Of(
        Func<IModel, IDataSource, DistillationOptions, IProgress<TrainingProgress>?, TrainingResult> distill, Lazy<IModel> teacher, IDataSource samples) =>
        new(distill.Method.DeclaringType!, samples, (options, progress) => distill(teacher.Value, samples, options, progress));
}
