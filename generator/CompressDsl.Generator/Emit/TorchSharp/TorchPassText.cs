namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>Text of what a model's training pass calls: inputs, quantisation points, batch norms, dropouts.</summary>
internal static class TorchPassText
{
    public const string Pass = """
        /// <summary>One pass over some rows: their inputs, and the layers that behave differently in training.</summary>
        [Generated]
        internal sealed class TorchPass
        {
            /// <summary>Below it a range has no extent.</summary>
            private const float SmallestNormal = 1.17549435e-38f;

            private readonly TorchNetwork network;
            private readonly ExternalPass pass;
            private readonly int[] rows;
            private readonly bool isWhole;
            private readonly List<(int Point, torch.Tensor Low, torch.Tensor High)> ranges = new();
            private readonly List<(int Norm, torch.Tensor Mean, torch.Tensor Variance)> norms = new();
            private torch.Tensor? floats;

            public TorchPass(TorchNetwork network, ExternalPass pass, int[] rows, bool isWhole) =>
                (this.network, this.pass, this.rows, this.isWhole) = (network, pass, rows, isWhole);

            /// <summary>The effective values of a parameter.</summary>
            public torch.Tensor this[string key] => network[key];

            /// <summary>Token ids, [rows, ids].</summary>
            public torch.Tensor Tokens => TorchNetwork.TokensOf(rows.Select(row => pass.TokensOf(row).ToArray()).ToArray(), network.Device);

            /// <summary>The float input that begins at a place of the sample.</summary>
            public torch.Tensor Input(long offset, params long[] shape)
            {
                floats ??= AllFloats();
                return floats.narrow(1, offset, shape.Aggregate(1L, (product, size) => product * size)).reshape(shape.Prepend(rows.Length).ToArray());
            }

            /// <summary>
            /// A quantisation point: notes the range and, once quantisation has begun, puts the values on the grid. The gradient passes straight
            /// through, except where a value of a static point was clipped.
            /// </summary>
            public torch.Tensor Quantize(string key, torch.Tensor x, bool oneGrid)
            {
                var point = pass.PointOf(key);
                if (!pass.IsStatic(point)) return pass.Settings.IsQuantizing ? OnMeasuredGrid(x, oneGrid, pass.HighestOf(point)) : x;
                if (pass.Settings.IsObserving && x.numel() > 0)
                {
                    using var constants = torch.no_grad();
                    ranges.Add((point, x.min(), x.max()));
                }

                if (!pass.Settings.IsQuantizing) return x;
                var grid = pass.GridOf(point);
                var level = ((x * grid.InverseScale) + pass.Settings.BorderShift).round() + grid.ZeroPoint;
                var snapped = (level.clamp(0, grid.Highest) - grid.ZeroPoint) * grid.Scale;
                var inside = ((level >= 0) & (level <= grid.Highest)).to_type(torch.float32);
                return Through(x * inside.detach(), snapped);
            }

            /// <summary>Batch norm over the rows and places of a value with channels last: by what it measures on them, or by the running statistics.</summary>
            public torch.Tensor Norm(int norm, torch.Tensor x, torch.Tensor gain, torch.Tensor shift, torch.Tensor mean, torch.Tensor variance, double epsilon)
            {
                var isMeasuring = pass.Settings.IsTraining && !pass.Settings.AreNormsFrozen;
                var places = x.reshape(-1, x.shape[x.shape.Length - 1]);
                if (isMeasuring && places.shape[0] > 1)
                {
                    mean = places.mean(new long[] { 0 });
                    variance = ((places - mean) * (places - mean)).mean(new long[] { 0 });
                    norms.Add((norm, mean.detach(), variance.detach()));
                }

                // A frozen norm keeps its gain.
                var scale = (isMeasuring ? gain : gain.detach()) / (variance + epsilon).sqrt();
                return (((places - mean) * scale) + shift).reshape(x.shape);
            }

            /// <summary>Factors of a dropout: 0 with probability p, else 1 / (1 - p); 1 outside training.</summary>
            public torch.Tensor DropoutFactors(int number, torch.Tensor x, float p)
            {
                if (!pass.Settings.IsTraining) return torch.ones_like(x).detach();
                if (!isWhole) return functional.dropout(torch.ones_like(x).detach(), p, true);
                return TorchNetwork.FloatsOf(pass.DropoutFactors(number, (int)(x.numel() / rows.Length), p), rows.Length, network.Device).reshape(x.shape);
            }

            /// <summary>Hands over what was measured: at the end, so that the device does not wait at every point.</summary>
            public void Report()
            {
                if (ranges.Count > 0)
                {
                    var values = TorchWeights.FloatsOf(torch.stack(ranges.SelectMany(r => new[] { r.Low.detach(), r.High.detach() }).ToArray(), 0));
                    for (var i = 0; i < ranges.Count; i++) pass.Observe(ranges[i].Point, new ValueRange(values[2 * i], values[(2 * i) + 1]));
                }

                foreach (var (norm, mean, variance) in norms) pass.Measure(norm, TorchWeights.FloatsOf(mean), TorchWeights.FloatsOf(variance));
            }

            private torch.Tensor AllFloats()
            {
                var width = pass.Floats.Length / pass.Rows;
                if (isWhole) return TorchNetwork.FloatsOf(pass.Floats, rows.Length, network.Device);
                var part = new float[rows.Length * width];
                for (var i = 0; i < rows.Length; i++) pass.Floats.Slice(rows[i] * width, width).CopyTo(part.AsSpan(i * width));
                return TorchNetwork.FloatsOf(part, rows.Length, network.Device);
            }

            /// <summary>The grid over the values of every row, or of every sample.</summary>
            private static torch.Tensor OnMeasuredGrid(torch.Tensor x, bool oneGrid, int highest)
            {
                if (x.numel() == 0) return x;
                var values = x.detach();
                var axes = oneGrid ? Enumerable.Range(1, x.shape.Length - 1).Select(axis => (long)axis).ToArray() : new[] { x.shape.Length - 1L };
                var low = values.amin(axes, true).clamp_max(0);
                var scale = (values.amax(axes, true).clamp_min(0) - low) / highest;
                scale = scale.masked_fill(scale < SmallestNormal, 1);
                var zero = (low.neg() / scale).round().clamp_max(highest);
                var level = ((values * scale.reciprocal()).round() + zero).clamp(0, highest);
                return Through(x, (level - zero) * scale);
            }

            /// <summary>The values of <paramref name="result"/>, bit for bit, with the gradient of <paramref name="x"/>.</summary>
            private static torch.Tensor Through(torch.Tensor x, torch.Tensor result) => result.detach() + (x - x.detach());
        }
        """;
}
