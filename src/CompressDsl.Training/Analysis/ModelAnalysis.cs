using System.Text;
using CompressDsl.Core;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Training;

/// <summary>
/// What compression costs a trained network, layer by layer, and what more of it would cost. <see cref="SaveHtml"/> writes it as a page with
/// plots.
/// </summary>
/// <example><code>
/// var analysis = Student.Analyze("Student.safetensors", test);
/// foreach (var line in analysis.Summary) Console.WriteLine(line);
/// analysis.SaveHtml("report.html");
/// </code></example>
public sealed record ModelAnalysis
{
    /// <summary>Full type name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Samples that were read.</summary>
    public required int Samples { get; init; }

    /// <summary>The float network behind its masks: what the layers' sensitivity is measured against.</summary>
    public required AnalysisScore Float { get; init; }

    /// <summary>The network as it is deployed.</summary>
    public required AnalysisScore Deployed { get; init; }

    /// <summary>The layers with weights, in order.</summary>
    public required EquatableArray<LayerAnalysis> Layers { get; init; }

    /// <summary>The activations with a static grid, in order.</summary>
    public required EquatableArray<ActivationAnalysis> Activations { get; init; }

    /// <summary>Assignments of bits and zeros to layers, in the order in which they were found: every step takes away where it costs least.</summary>
    public required EquatableArray<FrontPoint> Front { get; init; }

    /// <summary>Size of the parameters in float32, bytes.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>Size of the packed model that the build makes, bytes.</summary>
    public required long BytesAfter { get; init; }

    /// <summary>Time of the compiled network for one sample on one thread, microseconds: the best of many rounds. NaN where nothing was timed.</summary>
    public required double Microseconds { get; init; }

    /// <summary>
    /// The kernels of the compiled network in order with the time of each within a call, those without weights too. Empty where nothing was
    /// timed.
    /// </summary>
    public required EquatableArray<StepTime> Steps { get; init; }

    /// <summary>The times of all kernels together, to be held against <see cref="Microseconds"/>.</summary>
    public double StepMicroseconds => Steps.Sum(s => s.Microseconds);

    /// <summary>Instruction set of the timed kernels.</summary>
    public required LaneTier Tier { get; init; }

    /// <summary>The findings in plain words: what costs most accuracy, bytes and time, and what would pay.</summary>
    public EquatableArray<string> Summary => AnalysisSummary.Of(this);

    /// <summary>Writes one HTML file that needs nothing else: no scripts, no pictures, no network. It follows the reader's light or dark setting.</summary>
    /// <param name="path">The file, overwritten.</param>
    public void SaveHtml(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(new AnalysisPage(this).Print())));
}
