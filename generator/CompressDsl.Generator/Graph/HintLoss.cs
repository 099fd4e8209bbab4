namespace CompressDsl.Generator.Graph;

/// <summary>What a hint compares; numbered as the attribute's.</summary>
internal enum HintLoss
{
    Features,
    Attention,
    RelationalDistance,
    RelationalAngle,
}
