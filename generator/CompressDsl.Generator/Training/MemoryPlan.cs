namespace CompressDsl.Generator.Training;

/// <summary>
/// Gives the values of a shard their addresses: two values share memory when one is dead before the other is born. What the backward
/// pass reads of the forward pass stays, because both are planned as one sequence.
/// </summary>
internal static class MemoryPlan
{
    private const int Alignment = 16;

    public static int Align(int floats) => (floats + Alignment - 1) / Alignment * Alignment;

    /// <summary>The slots with their offsets, and the memory of one sample.</summary>
    /// <param name="values">All slots.</param>
    /// <param name="steps">Forward and backward pass.</param>
    /// <param name="lossAt">Number of the step before which the loss runs.</param>
    /// <param name="lossSlots">Slots that the loss reads and writes.</param>
    /// <param name="given">Slots that are filled before the first step.</param>
    public static (ValueSlot[] Values, int FloatsPerSample) Place(
        IReadOnlyList<ValueSlot> values, IReadOnlyList<TrainingStep> steps, int lossAt, IEnumerable<int> lossSlots, IReadOnlyList<int> given)
    {
        var lives = Lives(values, steps, lossAt, lossSlots);
        foreach (var slot in given) lives[slot] = lives[slot].With(0);
        var placed = new List<(ValueSlot Slot, Life Life)>();
        var result = values.ToArray();
        var total = 0;
        foreach (var slot in values.Where(v => v.Place == ValuePlace.Shard).OrderByDescending(v => v.Length).ThenBy(v => v.Id))
        {
            var life = lives[slot.Id];
            var rivals = placed.Where(p => p.Life.Meets(life)).OrderBy(p => p.Slot.Offset).ToArray();
            var offset = 0;
            foreach (var (rival, _) in rivals)
            {
                if (offset + Align(slot.Length) <= rival.Offset) break;
                offset = Math.Max(offset, rival.Offset + Align(rival.Length));
            }

            result[slot.Id] = slot with { Offset = offset };
            placed.Add((result[slot.Id], life));
            total = Math.Max(total, offset + Align(slot.Length));
        }

        return (result, total);
    }

    private static Life[] Lives(IReadOnlyList<ValueSlot> values, IReadOnlyList<TrainingStep> steps, int lossAt, IEnumerable<int> lossSlots)
    {
        var lives = values.Select(_ => Life.None).ToArray();
        void Touch(int slot, int at)
        {
            lives[slot] = lives[slot].With(at);
            if (values[slot].Source is { } source) Touch(source, at);
        }

        // A step takes an odd time, the loss the even one between two steps.
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var slot in steps[i].Reads.Concat(steps[i].Writes)) Touch(slot, (2 * i) + 1);
        }

        foreach (var slot in lossSlots) Touch(slot, 2 * lossAt);
        return lives;
    }
}
