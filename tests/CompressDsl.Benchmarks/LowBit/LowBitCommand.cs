using System.Globalization;
using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Onnx;
using CompressDsl.Benchmarks.OnnxRuntime;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Benchmarks.Workloads;

namespace CompressDsl.Benchmarks.LowBit;

/// <summary>
/// <c>-- lowbit</c>: square layers with 4-bit weights and a scale for every 32 inputs, against our 8-bit ones and MatMulNBits of ONNX
/// Runtime on the same weights, in turns, one thread.
/// </summary>
internal static class LowBitCommand
{
    private const int Samples = 8;

    // Those of all the networks together do not fit into the caches.
    private const int ManyWeights = 1 << 24;

    /// <summary>Prints a line per size and kind of activations.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        var api = OpenPeer();
        Console.WriteLine("name\tint4_ns\tint8_ns\tpeer_ns\tint8/int4\tpeer/int4");
        var small = new DenseNetwork(["fc"], 1024, 1024);
        var large = new DenseNetwork(["fc"], 4096, 4096);
        Compare("1024x1024", small, api, file => Of(Int8Square1024.Load(file)), file => Of(Int4Square1024.Load(file)), file => Of(Int4Float1024.Load(file)));
        Compare("4096x4096", large, api, file => Of(Int8Square4096.Load(file)), file => Of(Int4Square4096.Load(file)), file => Of(Int4Float4096.Load(file)));
        return 0;
    }

    private static OrtApi? OpenPeer()
    {
        try
        {
            return OrtApi.Open(OrtLibrary.Locate());
        }
        catch (PlatformNotSupportedException e)
        {
            Console.WriteLine($"# the peer is missing, so nothing is shown against it: {e.Message}");
            return null;
        }
    }

    private static void Compare(
        string name, DenseNetwork network, OrtApi? api, params Func<string, CompiledNetwork>[] models)
    {
        var (bytes, nibbles, floats) = (models[0], models[1], models[2]);
        Workload Of(Func<string, CompiledNetwork> load) => new(name, network, load);
        var (int8, int4, int4Float) = (Of(bytes).Compile().Int8, Of(nibbles).Compile().Int8, Of(floats).Compile().Int8);
        var actions = new List<Action<int>> { Of(bytes).Repeat(int8), Of(nibbles).Repeat(int4), Of(floats).Repeat(int4Float) };
        if (api is not null)
        {
            actions.Add(Repeat(Checked(name, network, api, int4, NibbleOnnx.ByteActivations)));
            actions.Add(Repeat(Checked(name, network, api, int4Float, NibbleOnnx.FloatActivations)));
        }

        Print(name, InterleavedTimer.Measure([.. actions]));
        if (network.Layers[0].Weight.Length >= ManyWeights) Print(name + "-from-memory", InterleavedTimer.MeasureOnce([.. actions]));
    }

    /// <summary>The peer, after both were seen to answer alike: 8-bit activations may differ by two steps of their grid.</summary>
    private static OrtSession Checked(string name, DenseNetwork network, OrtApi api, Infer ours, int accuracyLevel)
    {
        var session = new OrtSession(api, NibbleOnnx.Of(network.Layers[0], accuracyLevel), network.InputShape, network.Outputs);
        var answer = new float[network.Outputs];
        for (var sample = 0; sample < Samples; sample++)
        {
            var input = network.RandomInput();
            input.CopyTo(session.Input);
            session.Run();
            ours(input, answer);
            var allowed = answer.Max(Math.Abs) * (accuracyLevel == NibbleOnnx.ByteActivations ? 2f / 255 : 1e-4f);
            var difference = 0f;
            for (var i = 0; i < answer.Length; i++) difference = Math.Max(difference, Math.Abs(answer[i] - session.Output[i]));
            if (!(difference <= allowed)) throw new InvalidOperationException($"{name}: our answers and the peer's differ by up to {difference}; {allowed} is allowed.");
        }

        return session;
    }

    private static Action<int> Repeat(OrtSession session) => repetitions =>
    {
        for (var i = 0; i < repetitions; i++) session.Run();
    };

    // 8-bit weights, 4-bit ones, the same with float activations; the peer's two, if it is there.
    private static void Print(string name, double[] times)
    {
        Print($"{name}-int8-activations", times[1], times[0], times.Length > 3 ? times[3] : null);
        Print($"{name}-float-activations", times[2], times[0], times.Length > 3 ? times[4] : null);
    }

    private static void Print(string name, double int4, double int8, double? peer) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name}\t{int4:0}\t{int8:0}\t{(peer is { } time ? $"{time:0}" : "-")}\t{int8 / int4:0.00}\t{(peer is { } p ? $"{p / int4:0.00}" : "-")}"));

    private static CompiledNetwork Of(Int8Square1024.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Int4Square1024.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Int4Float1024.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Int8Square4096.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Int4Square4096.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);

    private static CompiledNetwork Of(Int4Float4096.Session s) => new(s, s.Infer, s.InferFloat, tier => s.ForTier(tier).Infer);
}
