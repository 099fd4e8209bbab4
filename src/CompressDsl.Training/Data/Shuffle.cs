namespace CompressDsl.Training;

/// <summary>Seeded orders of samples.</summary>
public static class Shuffle
{
    /// <summary>0 to <paramref name="count"/> - 1 in an order that depends on <paramref name="seed"/> and <paramref name="epoch"/> alone.</summary>
    public static int[] Order(int count, ulong seed, int epoch)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        var random = new CounterRandom(seed, (ulong)epoch);
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
