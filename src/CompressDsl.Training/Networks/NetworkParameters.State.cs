namespace CompressDsl.Training;

/// <content>Working checkpoints.</content>
public sealed unsafe partial class NetworkParameters
{
    /// <summary>Writes everything that a resumed run needs.</summary>
    internal void Save(TrainingState state)
    {
        state.Floats["parameters"] = Dense.Span.ToArray();
        state.Floats["ranges"] = KeptParameters.Flatten(Ranges);
        state.Numbers["maskStage"] = MaskStage;
        Statistics.Save(state);
        state.Numbers["isQuantizing"] = IsQuantizing ? 1 : 0;
        state.Numbers["areNormsFrozen"] = AreNormsFrozen ? 1 : 0;
        for (var i = 0; i < masks.Length; i++)
        {
            if (masks[i] is { } mask) state.Bytes[plan.Parameters[i].Key + ".mask"] = mask;
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    internal void Restore(TrainingState state)
    {
        state.FloatsOf("parameters", Dense.Length).CopyTo(Dense.Span);
        KeptParameters.Unflatten(state.FloatsOf("ranges", 2 * Ranges.Length), Ranges);
        MaskStage = (int)state.Numbers["maskStage"];
        Statistics.Restore(state);
        IsQuantizing = state.Numbers["isQuantizing"] != 0;
        hasBegun = IsQuantizing;
        AreNormsFrozen = state.Numbers["areNormsFrozen"] != 0;
        for (var i = 0; i < masks.Length; i++)
            masks[i] = state.Bytes.TryGetValue(plan.Parameters[i].Key + ".mask", out var mask) ? mask : null;
    }
}
