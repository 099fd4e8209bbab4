using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>A lowered network: straight-line kernel calls over planned buffers. What the emitter prints.</summary>
/// <param name="Name">Class name of the model.</param>
/// <param name="Inputs">Buffers of the inputs, in order.</param>
/// <param name="Outputs">Buffers of the outputs, in order.</param>
/// <param name="ArenaBytes">Scratch memory of one call.</param>
/// <param name="Recipe">What the compressor packs for it.</param>
internal sealed record KernelProgram(
    string Name, EquatableArray<DataBuffer> Buffers, EquatableArray<Primitive> Steps, EquatableArray<int> Inputs,
    EquatableArray<int> Outputs, int ArenaBytes, Recipe Recipe);
