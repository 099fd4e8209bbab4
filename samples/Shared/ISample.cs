using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>What a sample learns, with its data.</summary>
internal interface ISample
{
    /// <summary>Where the data is from.</summary>
    string Source { get; }

    /// <summary>What <see cref="Judge"/> gives.</summary>
    string Measure { get; }

    /// <summary>To test with.</summary>
    IDataset Test { get; }

    /// <summary>Whether students can learn from samples blended in pairs.</summary>
    bool CanBlend => false;

    /// <summary>How good a network is on the test data, as a share.</summary>
    double Judge(IModel model);

    /// <summary>Trains the teacher.</summary>
    void TrainTeacher(SampleRun run);

    /// <summary>Trains the student with a teacher, or with an ensemble of teachers; loaded when it is needed.</summary>
    void Distil(SampleRun run, Lazy<IModel> teacher);

    /// <summary>Trains the student without a teacher.</summary>
    void TrainAlone(SampleRun run);

    /// <summary>What compression costs the student at <paramref name="path"/>, measured on the test data.</summary>
    ModelAnalysis Analyze(string path, IProgress<AnalysisProgress> progress);

    /// <summary>The teacher.</summary>
    Candidate LoadTeacher(string path);

    /// <summary>The student as it is deployed, and in float, where that is as large as the report says: without its channels it is not.</summary>
    (Candidate? Float, Candidate Deployed) LoadStudent(string path);
}
