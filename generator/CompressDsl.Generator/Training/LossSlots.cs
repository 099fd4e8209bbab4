namespace CompressDsl.Generator.Training;

/// <summary>Where a model's own loss lies.</summary>
/// <param name="Values">Slot of its values, one per row.</param>
/// <param name="Gradient">Slot of the weight that every row has in the mean.</param>
/// <param name="Targets">Slot of the targets; null where it does not compare with them.</param>
/// <param name="Teacher">Slot of the teacher's outputs; null where it does not compare with them.</param>
/// <param name="Fingerprint">Tells one loss from another.</param>
internal sealed record LossSlots(int Values, int Gradient, int? Targets, int? Teacher, string Fingerprint);
