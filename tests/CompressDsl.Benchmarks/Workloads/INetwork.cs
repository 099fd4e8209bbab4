using CompressDsl.Core;

namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A network with random weights that is compiled and given to a peer.</summary>
internal interface INetwork
{
    /// <summary>Shape of a sample as the peer takes it, the batch of 1 included.</summary>
    int[] InputShape { get; }

    /// <summary>Numbers of an answer.</summary>
    int Outputs { get; }

    /// <summary>By how many of the 255 steps of the answers' range the int8 answers of both sides may differ.</summary>
    int AllowedSteps { get; }

    /// <summary>A sample between -1 and 1.</summary>
    float[] RandomInput();

    /// <summary>Weights and ranges under the names that the compiled model looks for.</summary>
    Checkpoint ToCheckpoint();

    /// <summary>As an .onnx file with float weights and activations.</summary>
    byte[] ToFloatOnnx();

    /// <summary>As an .onnx file with u8 activations and s8 weights per output channel, on our own grids.</summary>
    byte[] ToQuantizedOnnx();
}
