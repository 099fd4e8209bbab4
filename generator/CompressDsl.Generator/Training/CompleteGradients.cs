using CompressDsl.Core;

namespace CompressDsl.Generator.Training;

/// <summary>
/// From which parameter on all gradients are complete, as the backward pass goes from the last layer to the first: these may be sent to
/// other processes while the pass goes on. A parameter that is used twice is complete after its second use.
/// </summary>
internal static class CompleteGradients
{
    /// <summary>For every step the parameter from which on all are complete behind it; null where a step changes nothing about that.</summary>
    public static ParameterSlot?[] After(IReadOnlyList<TrainingStep> steps, EquatableArray<ParameterSlot> parameters)
    {
        var open = new Dictionary<string, int>();
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var key in Gradients(steps[i])) open[key] = i;
        }

        var result = new ParameterSlot?[steps.Count];
        ParameterSlot? told = null;
        for (var i = 0; i < steps.Count; i++)
        {
            if (!Gradients(steps[i]).Any()) continue;
            var first = parameters.Where(p => open.ContainsKey(p.Parameter.Key)).Reverse().TakeWhile(p => open[p.Parameter.Key] <= i).LastOrDefault();
            if (first == told) continue;
            result[i] = told = first;
        }

        return result;
    }

    private static IEnumerable<string> Gradients(TrainingStep step) => step is LibraryCall call
        ? call.Arguments.Where(a => a.Kind == CallArgumentKind.Gradient).Select(a => a.Text)
        : [];
}
