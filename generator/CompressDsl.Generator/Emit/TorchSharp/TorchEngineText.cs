namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>Text of the engine that runs a model's passes on TorchSharp.</summary>
internal static class TorchEngineText
{
    public const string Part = """
        /// <summary>Rows that went through the network together, and the outputs that their gradients go back from.</summary>
        [Generated]
        internal sealed class TorchPart
        {
            public TorchPart(int[] rows, torch.Tensor[] outputs) => (Rows, Outputs) = (rows, outputs);

            public int[] Rows { get; }

            public torch.Tensor[] Outputs { get; }
        }
        """;

    public const string Network = """
        /// <summary>A network whose passes TorchSharp computes. Its parameters are the effective ones of the step: masked and on their grids.</summary>
        [Generated]
        internal abstract class TorchNetwork : ExternalNetwork
        {
            private readonly torch.Tensor[] parameters;
            private readonly Dictionary<string, int> numbers = new();
            private readonly int[] trained;

            protected TorchNetwork(NetworkPlan plan, torch.Device? device) : base(plan)
            {
                Device = device ?? torch.CPU;
                if (Device.type == global::TorchSharp.DeviceType.CUDA && !torch.cuda.is_available())
                    throw new NotSupportedException($"{plan.Recipe.Model}: there is no CUDA device here; reference TorchSharp-cuda-linux or -windows, or leave the device out.");
                var weights = plan.Recipe.Weights;
                trained = Enumerable.Range(0, weights.Count).Where(i => weights[i].Kind != WeightKind.Statistic).ToArray();
                parameters = weights.Select(w => torch.zeros(SizesOf(w), device: Device, requires_grad: w.Kind != WeightKind.Statistic).DetachFromDisposeScope()).ToArray();
                for (var i = 0; i < weights.Count; i++) numbers.Add(weights[i].Key, i);
            }

            /// <summary>Where the tensors are.</summary>
            public torch.Device Device { get; }

            /// <summary>The effective values of a parameter, in the order of computation.</summary>
            public torch.Tensor this[string key] => parameters[numbers[key]];

            /// <summary>The options with what TorchSharp wants: a batch is one shard, so that the device gets as much as there is.</summary>
            public static T OptionsOf<T>(T options, NetworkPlan plan) where T : TrainingOptions
            {
                Check(plan, options);
                return options.ShardRows > 0 ? options : (T)((TrainingOptions)options with { ShardRows = options.BatchSize });
            }

            /// <summary>Rows of floats as a tensor.</summary>
            public static torch.Tensor FloatsOf(ReadOnlySpan<float> values, int rows, torch.Device device)
            {
                var host = torch.zeros(new long[] { rows, values.Length / rows });
                MemoryMarshal.AsBytes(values).CopyTo(host.bytes);
                return host.to(device);
            }

            /// <summary>Rows of token ids, all of one length, as a tensor.</summary>
            public static torch.Tensor TokensOf(int[][] rows, torch.Device device) =>
                torch.tensor(rows.SelectMany(r => r).Select(id => (long)id).ToArray(), dtype: torch.int64).reshape(rows.Length, rows[0].Length).to(device);

            /// <summary>The outputs for the rows of a pass.</summary>
            protected abstract torch.Tensor[] Run(TorchPass pass);

            /// <inheritdoc/>
            protected sealed override void SetParameter(int parameter, ReadOnlySpan<float> values)
            {
                using var constants = torch.no_grad();
                using var scope = torch.NewDisposeScope();
                parameters[parameter].copy_(FloatsOf(values, 1, Device).reshape(parameters[parameter].shape));
            }

            /// <inheritdoc/>
            protected sealed override void Forward(ExternalPass pass)
            {
                Release(pass);
                using var gradients = torch.set_grad_enabled(pass.Settings.IsTraining);
                using var scope = torch.NewDisposeScope();
                var parts = new List<TorchPart>();
                var groups = GroupsOf(pass);
                foreach (var rows in groups)
                {
                    var run = new TorchPass(this, pass, rows, groups.Count == 1);
                    var outputs = Run(run);
                    for (var o = 0; o < outputs.Length; o++) Scatter(TorchWeights.FloatsOf(outputs[o]), rows, pass.OutputOf(o));
                    run.Report();
                    if (pass.Settings.IsTraining) parts.Add(new TorchPart(rows, outputs.Select(o => o.DetachFromDisposeScope()).ToArray()));
                }

                pass.State = parts;
            }

            /// <inheritdoc/>
            protected sealed override void Backward(ExternalPass pass)
            {
                using var scope = torch.NewDisposeScope();
                var inputs = trained.Select(i => parameters[i]).ToArray();
                foreach (var part in (List<TorchPart>)pass.State!)
                {
                    var learned = Enumerable.Range(0, part.Outputs.Length).Where(o => part.Outputs[o].requires_grad).ToArray();
                    if (learned.Length == 0) continue;
                    var seeds = learned.Select(o => Gather(pass.OutputGradientOf(o), part.Rows, pass.Rows).reshape(part.Outputs[o].shape)).ToArray();
                    var gradients = torch.autograd.grad(learned.Select(o => part.Outputs[o]).ToArray(), inputs, seeds, allow_unused: true);
                    for (var i = 0; i < trained.Length; i++)
                    {
                        if (!gradients[i].IsInvalid) pass.AddGradient(trained[i], TorchWeights.FloatsOf(gradients[i]));
                    }
                }

                Release(pass);
            }

            private static void Release(ExternalPass pass)
            {
                foreach (var output in pass.State is List<TorchPart> parts ? parts.SelectMany(p => p.Outputs) : Enumerable.Empty<torch.Tensor>()) output.Dispose();
                pass.State = null;
            }

            /// <summary>Rows with equally many token ids go through the network together.</summary>
            private List<int[]> GroupsOf(ExternalPass pass)
            {
                var groups = Enumerable.Range(0, pass.Rows).GroupBy(row => Plan.Signature.MaxTokens == 0 ? 0 : pass.TokensOf(row).Length).Select(g => g.ToArray()).ToList();
                if (groups.Count > 1 && Plan.Norms.Count > 0 && pass.Settings.IsTraining && !pass.Settings.AreNormsFrozen)
                    throw new NotSupportedException($"{Plan.Recipe.Model}: batch norms over samples of different length need the embedded engine.");
                return groups;
            }

            private static void Scatter(float[] from, int[] rows, Span<float> to)
            {
                var width = from.Length / rows.Length;
                for (var i = 0; i < rows.Length; i++) from.AsSpan(i * width, width).CopyTo(to.Slice(rows[i] * width));
            }

            private torch.Tensor Gather(ReadOnlySpan<float> from, int[] rows, int all)
            {
                var width = from.Length / all;
                var part = new float[rows.Length * width];
                for (var i = 0; i < rows.Length; i++) from.Slice(rows[i] * width, width).CopyTo(part.AsSpan(i * width));
                return FloatsOf(part, rows.Length, Device);
            }

            private static long[] SizesOf(WeightRecipe weight) =>
                weight.Kind == WeightKind.Matrix || weight.Kind == WeightKind.Table ? new long[] { weight.Rows, weight.Columns } : new long[] { weight.Count };
        }
        """;
}
