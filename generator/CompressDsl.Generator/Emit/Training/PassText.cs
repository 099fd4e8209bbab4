using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using CompressDsl.Generator.Training;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>The forward or the backward pass as one method: the addresses of its values, then one call after the other.</summary>
internal sealed class PassText(TrainingProgram program, KernelSet kernels)
{
    private readonly Dictionary<string, string> parameterNames = program.Parameters.ToDictionary(p => p.Parameter.Key, p => p.Name);

    /// <summary>Writes the pass.</summary>
    public void Write(SourceWriter w, string name, string about, IReadOnlyList<TrainingStep> steps)
    {
        w.Line($"/// <summary>{about}</summary>");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        w.Line($"private static void {name}<TFloat>(Shard shard)");
        w.Line("    where TFloat : unmanaged, IFloatLanes<TFloat>");
        using (w.Block())
        {
            w.Line("var rows = shard.Rows;");
            w.Line("float* parameters = shard.Parameters, gradients = shard.Gradients;");
            w.Line("float* values = shard.Values;");
            w.Line("nint capacity = shard.Capacity;");
            foreach (var slot in Used(steps)) w.Line(Address(program.Values[slot]));
            var complete = CompleteGradients.After(steps, program.Parameters);
            for (var i = 0; i < steps.Count; i++) WriteStep(w, steps[i], complete[i]);
        }
    }

    private void WriteStep(SourceWriter w, TrainingStep step, ParameterSlot? complete)
    {
        w.Line().Line($"// {step.Comment}");
        if (step.PerSample is { } axis) WritePerSample(w, step, axis);
        else w.Line(Call(step, perSample: false));
        if (complete is not null) w.Line($"shard.GradientsFrom(At.{complete.Name});");
    }

    private IEnumerable<int> Used(IReadOnlyList<TrainingStep> steps)
    {
        var used = new SortedSet<int>(steps.SelectMany(s => s.Reads.Concat(s.Writes)));
        foreach (var slot in used.ToArray())
        {
            for (var source = program.Values[slot].Source; source is { } id; source = program.Values[id].Source) used.Add(id);
        }

        // A point that hands its operand through comes behind the operand.
        return used.OrderBy(Depth).ThenBy(id => id);
    }

    private int Depth(int slot) => program.Values[slot].Source is { } source ? 1 + Depth(source) : 0;

    private string Address(ValueSlot slot)
    {
        if (slot.Place == ValuePlace.Tokens) throw new NotSupportedException($"token ids '{slot.Name}' are used where only floats can stand");
        var text = slot.Place == ValuePlace.Floats ? "shard.Floats" : $"values + (Memory.{Identifier.Pascal(slot.Name)} * capacity)";
        if (slot.Source is { } source) text = $"shard.IsQuantizing ? {text} : {program.Values[source].Name}";
        return $"float* {slot.Name} = {text};";
    }

    private void WritePerSample(SourceWriter w, TrainingStep step, Dimension axis)
    {
        using (w.Block("for (var sample = 0; sample < rows; sample++)"))
        {
            if (axis.IsNamed) w.Line("var count = shard.Tokens.Count(sample);");
            w.Line(Call(step, perSample: true));
        }
    }

    private string Call(TrainingStep step, bool perSample) => step switch
    {
        KernelStep kernel => kernels.Call(kernel.Kernel, a => Argument(a, perSample)),
        LibraryCall call => $"{call.Method}({string.Join(", ", call.Arguments.Select(a => Argument(a, perSample)))});",
        _ => throw new NotSupportedException($"no text is written for {step.GetType().Name}"),
    };

    private string Argument(KernelArgument argument, bool perSample)
    {
        if (argument.Length is not null) return perSample ? "count" : "rows";
        return argument.Section is { } key ? $"parameters + At.{parameterNames[key]}" : Value(argument.Buffer!.Value, perSample);
    }

    private string Argument(CallArgument argument, bool perSample) => argument.Kind switch
    {
        CallArgumentKind.Value => Value(argument.Slot, perSample),
        CallArgumentKind.Parameter => $"parameters + At.{parameterNames[argument.Text]}",
        CallArgumentKind.Gradient => $"gradients + At.{parameterNames[argument.Text]}",
        _ => argument.Text.Replace("{rows}", perSample ? "count" : "rows"),
    };

    private string Value(int slot, bool perSample)
    {
        var value = program.Values[slot];
        return perSample ? $"{value.Name} + ((nint)sample * {Literal.Of(value.Length)})" : value.Name;
    }
}
