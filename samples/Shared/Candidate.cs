namespace CompressDsl.Samples;

/// <summary>A trained network that is judged.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Model">The network.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Bytes">Bytes of its weights.</param>
internal sealed record Candidate(string Name, IModel Model, long Parameters, long Bytes)
{
    /// <summary>A network as it is deployed.</summary>
    public static Candidate Deployed(string name, IModel model, ModelReport report) => new(name, model, report.Parameters, report.BytesAfter);

    /// <summary>The same before quantisation, zeros included.</summary>
    public static Candidate Float(string name, IModel model, ModelReport report, FloatInference infer) =>
        new(name, new FloatModel(model.Signature, infer), report.Parameters, report.BytesBefore);
}
