using CompressDsl;

namespace Digits;

/// <summary>The student as it was before compression.</summary>
internal sealed class FloatModel(DigitStudent.Session student) : IModel
{
    /// <inheritdoc/>
    public ModelSignature Signature => student.Signature;

    /// <inheritdoc/>
    public void Infer(ModelInput input, Span<float> output) => student.InferFloat(input.Floats, output);
}
