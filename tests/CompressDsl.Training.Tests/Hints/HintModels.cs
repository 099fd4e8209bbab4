namespace CompressDsl.Training.Tests.Hints;

/// <summary>The models of the tests of hints; compiled once.</summary>
internal static class HintModels
{
    /// <summary>A teacher of spirals, and a small student with all kinds of hints for vectors.</summary>
    private const string SpiralSource = """
        public sealed partial class Teacher
        {
            private readonly Linear[] blocks = [new(2, 32), new(32, 32), new(32, 32)];
            private readonly Linear head = new(32, 2);
            private Value Forward([Input(2)] Value x)
            {
                foreach (var block in blocks) x = Relu(block.Forward(x));
                return head.Forward(x);
            }
        }

        [Distill(typeof(Teacher))]
        public sealed partial class Student
        {
            private readonly Linear first = new(2, 8);
            [Hint("blocks.1", Weight = 0.5)]
            private readonly Linear trunk = new(8, 8);
            [Hint("blocks.2", Loss = HintLoss.RelationalDistance)] [Hint("blocks.2", Loss = HintLoss.RelationalAngle)]
            private readonly Linear second = new(8, 8);
            [Hint("head", OfSelf = true)]
            private readonly Linear early = new(8, 2);
            private readonly Linear head = new(8, 2);
            private Value Forward([Input(2)] Value x)
            {
                var inner = Relu(second.Forward(Relu(trunk.Forward(Relu(first.Forward(x))))));
                return Add(head.Forward(inner), Mul(early.Forward(inner), 0.5));
            }
        }
        """;

    /// <summary>Images: blocks that pair with blocks, a pooled map, a flat field behind a quantisation point, another order of fields.</summary>
    private const string ImageSource = """
        public sealed class Stage(int inputs, int outputs)
        {
            private readonly Conv2d conv = new(inputs, outputs, 3, padding: 1);
            private readonly BatchNorm2d norm = new(outputs);
            public Value Forward(Value x) => Relu(norm.Forward(conv.Forward(x)));
        }

        public sealed partial class Teacher
        {
            private readonly Stage[] stages = [new(2, 8), new(8, 12)];
            private readonly Linear head = new(432, 2);
            private Value Forward([Input(2, 6, 6)] Value x) => head.Forward(Flatten(stages[1].Forward(stages[0].Forward(x))));
        }

        [Quantize]
        [Distill(typeof(Teacher))]
        public sealed partial class Student
        {
            [Hint("stages.*")]
            private readonly Stage[] stages = [new(2, 4), new(4, 6)];
            [Hint("stages.1", Loss = HintLoss.Attention)]
            private readonly MaxPool2d pool = new(2);
            [Hint("head", Loss = HintLoss.RelationalDistance)]
            private readonly Linear head = new(54, 2);
            private Value Forward([Input(2, 6, 6)] Value x) => head.Forward(Flatten(pool.Forward(stages[1].Forward(stages[0].Forward(x)))));
        }
        """;

    /// <summary>A deep narrow student, with hints of three kinds.</summary>
    private const string NarrowSource = """
        public sealed class Layer(int inputs, int outputs)
        {
            private readonly Linear linear = new(inputs, outputs);
            public Value Forward(Value x) => Tanh(linear.Forward(x));
        }

        public sealed partial class Teacher
        {
            private readonly Layer[] layers = [new(2, 32), new(32, 32), new(32, 32)];
            private readonly Linear head = new(32, 2);
            private Value Forward([Input(2)] Value x)
            {
                foreach (var layer in layers) x = layer.Forward(x);
                return head.Forward(x);
            }
        }

        [Distill(typeof(Teacher))]
        public sealed partial class ByFeatures
        {
            private readonly Layer first = new(2, 10);
            [Hint("layers.1", Loss = HintLoss.Features)]
            private readonly Layer middle = new(10, 10);
            [Hint("layers.2", Loss = HintLoss.Features)]
            private readonly Layer last = new(10, 10);
            private readonly Linear head = new(10, 2);
            private Value Forward([Input(2)] Value x) => head.Forward(last.Forward(middle.Forward(first.Forward(x))));
        }

        [Distill(typeof(Teacher))]
        public sealed partial class ByDistances
        {
            private readonly Layer first = new(2, 10);
            [Hint("layers.1", Loss = HintLoss.RelationalDistance)]
            private readonly Layer middle = new(10, 10);
            [Hint("layers.2", Loss = HintLoss.RelationalDistance)]
            private readonly Layer last = new(10, 10);
            private readonly Linear head = new(10, 2);
            private Value Forward([Input(2)] Value x) => head.Forward(last.Forward(middle.Forward(first.Forward(x))));
        }

        [Distill(typeof(Teacher))]
        public sealed partial class ByAngles
        {
            private readonly Layer first = new(2, 10);
            [Hint("layers.1", Loss = HintLoss.RelationalAngle)]
            private readonly Layer middle = new(10, 10);
            [Hint("layers.2", Loss = HintLoss.RelationalAngle)]
            private readonly Layer last = new(10, 10);
            private readonly Linear head = new(10, 2);
            private Value Forward([Input(2)] Value x) => head.Forward(last.Forward(middle.Forward(first.Forward(x))));
        }
        """;

    private static readonly Lazy<SourceModels> LazyNarrow = new(() => SourceModels.Of(NarrowSource));
    private static readonly Lazy<SourceModels> LazySpirals = new(() => SourceModels.Of(SpiralSource));
    private static readonly Lazy<SourceModels> LazyImages = new(() => SourceModels.Of(ImageSource));

    public static SourceModels Spirals => LazySpirals.Value;

    public static SourceModels Narrow => LazyNarrow.Value;

    public static SourceModels Images => LazyImages.Value;
}
