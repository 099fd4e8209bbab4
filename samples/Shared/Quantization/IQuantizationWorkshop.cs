using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>Makes the networks of a table of quantisation, or takes those that an earlier run left.</summary>
internal interface IQuantizationWorkshop
{
    /// <summary>Where networks and table are kept.</summary>
    NetworkFolder Folder { get; }

    /// <summary>The networks on grids, those with the most bits first.</summary>
    IReadOnlyList<QuantizedNetwork> Networks { get; }

    /// <summary>The float network.</summary>
    Measured Float();

    /// <summary>The float network on the grids of another one, not trained again.</summary>
    Measured Convert(Variant variant, PostTrainingMethod method);

    /// <summary>A network that was trained on its grids.</summary>
    /// <param name="variant">The network.</param>
    /// <param name="steps">How the steps of its grids are found.</param>
    Measured Train(Variant variant, StepSize steps);
}
