using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>Makes the networks of a table of quantisation, or takes those that an earlier run left.</summary>
internal interface IQuantizationWorkshop
{
    /// <summary>Where networks and table are kept.</summary>
    NetworkFolder Folder { get; }

    /// <summary>The networks on grids, those with the most bits first.</summary>
    IReadOnlyList<QuantizedNetwork> Networks { get; }

    /// <summary>The float networks.</summary>
    Request Float { get; }

    /// <summary>The float networks on the grids of another one, not trained again.</summary>
    Request Converted(Variant variant, PostTrainingMethod method);

    /// <summary>Networks that are trained on their grids.</summary>
    /// <param name="network">One of <see cref="Networks"/>.</param>
    /// <param name="steps">How the steps of its grids are found.</param>
    Request Trained(QuantizedNetwork network, StepSize steps);

    /// <summary>Makes the networks, where that was not done yet, and judges them as they are compiled.</summary>
    Measured Measure(Request request);
}
