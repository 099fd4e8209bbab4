using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>Checks that no two objects of a model have the same place in the state dict.</summary>
internal static class Keyed
{
    public static void Check(Reading reading, BlockDatum model)
    {
        var places = new Dictionary<string, LayerDatum>();
        foreach (var layer in reading.Layers.Where(l => l.Path is not null && l.FieldSpan is not null && l.IsUsed))
        {
            if (!places.TryGetValue(layer.Path!, out var first))
            {
                places.Add(layer.Path!, layer);
                continue;
            }

            reading.Fail();
            reading.Warn(ProblemId.DuplicateKey, layer.FieldSpan!, layer.Path!, model.Type.Name);
        }
    }
}
