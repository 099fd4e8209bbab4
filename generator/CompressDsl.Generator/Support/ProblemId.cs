namespace CompressDsl.Generator.Support;

/// <summary>
/// Every diagnostic id, never reused. The descriptors with their messages are in the Diagnostics folder, the pages in docs/diagnostics.
/// Each comment lists the arguments of the message.
/// </summary>
internal static class ProblemId
{
    // Declarations: class, Forward, inputs, keys.

    /// <summary>Type, its keyword.</summary>
    public const string NotPartial = "CDSL0001";

    /// <summary>What the attribute stands on.</summary>
    public const string InputNotOnForward = "CDSL0002";

    /// <summary>Class.</summary>
    public const string NoForward = "CDSL0003";

    /// <summary>Class, number of methods.</summary>
    public const string SeveralForward = "CDSL0004";

    /// <summary>Parameter, class.</summary>
    public const string ParameterWithoutInput = "CDSL0005";

    /// <summary>Parameter.</summary>
    public const string InputWithoutDimensions = "CDSL0006";

    /// <summary>Parameter.</summary>
    public const string MaxMissing = "CDSL0007";

    /// <summary>Parameter, what is wrong.</summary>
    public const string DimensionOutOfRange = "CDSL0008";

    /// <summary>Class, its C# version.</summary>
    public const string LanguageTooOld = "CDSL0009";

    /// <summary>Class.</summary>
    public const string UnsafeOff = "CDSL0010";

    /// <summary>Class, the type it returns.</summary>
    public const string ForwardReturnType = "CDSL0011";

    /// <summary>Parameter, its type.</summary>
    public const string InputType = "CDSL0012";

    /// <summary>Class, why not.</summary>
    public const string NotAClass = "CDSL0013";

    /// <summary>Layer or block, class.</summary>
    public const string LayerNeverUsed = "CDSL0014";

    /// <summary>Parameter, class.</summary>
    public const string InputNeverUsed = "CDSL0015";

    /// <summary>Key, first field, second field.</summary>
    public const string DuplicateKey = "CDSL0016";

    /// <summary>Key, field.</summary>
    public const string InvalidKey = "CDSL0017";

    // Language: what Forward and constructors may contain.

    /// <summary>Construct, way out.</summary>
    public const string UnsupportedConstruct = "CDSL0100";

    /// <summary>Method or property, its type.</summary>
    public const string UnknownMethod = "CDSL0101";

    /// <summary>Block, its assembly.</summary>
    public const string BlockWithoutSource = "CDSL0102";

    /// <summary>Expression, what it is used for.</summary>
    public const string NotConstant = "CDSL0103";

    /// <summary>Method or type.</summary>
    public const string Recursion = "CDSL0104";

    /// <summary>Class, limit.</summary>
    public const string TooManySteps = "CDSL0105";

    /// <summary>Expression.</summary>
    public const string IsNull = "CDSL0106";

    /// <summary>Layer type.</summary>
    public const string LayerWithoutField = "CDSL0107";

    /// <summary>Field.</summary>
    public const string FieldAssigned = "CDSL0108";

    /// <summary>Index, length.</summary>
    public const string IndexOutOfRange = "CDSL0109";

    /// <summary>Operator.</summary>
    public const string UnknownOperator = "CDSL0110";

    /// <summary>Expression, arithmetic error.</summary>
    public const string ConstantArithmetic = "CDSL0111";

    /// <summary>Block, its assembly, format of its source.</summary>
    public const string BlockSourceNewer = "CDSL0112";

    /// <summary>Block, its assembly, why not.</summary>
    public const string BlockSourceUnreadable = "CDSL0113";

    /// <summary>Block, why not.</summary>
    public const string BlockNotExported = "CDSL0114";

    // Shapes.

    /// <summary>Layer or function, what does not fit, shapes of its operands.</summary>
    public const string ShapeMismatch = "CDSL0200";

    // Compression attributes.

    /// <summary>Bits given.</summary>
    public const string BitsOutOfRange = "CDSL0300";

    /// <summary>Share given.</summary>
    public const string SparsityOutOfRange = "CDSL0301";

    /// <summary>Temperature given.</summary>
    public const string TemperatureOutOfRange = "CDSL0302";

    /// <summary>Alpha given.</summary>
    public const string AlphaOutOfRange = "CDSL0303";

    /// <summary>Attribute, class.</summary>
    public const string CompressionOnOtherClass = "CDSL0304";

    /// <summary>Attribute, field, its type.</summary>
    public const string CompressionOnOtherField = "CDSL0305";

    /// <summary>Teacher, why not.</summary>
    public const string NotATeacher = "CDSL0306";

    /// <summary>Teacher, its outputs, student, its outputs.</summary>
    public const string TeacherOutputs = "CDSL0307";

    /// <summary>Attribute, property, value.</summary>
    public const string AttributeValue = "CDSL0308";

    /// <summary>Class.</summary>
    public const string DistillOnBlock = "CDSL0309";

    /// <summary>Size given.</summary>
    public const string GroupSizeOutOfRange = "CDSL0320";

    /// <summary>What does not go with a codebook.</summary>
    public const string CodebookOutOfRange = "CDSL0321";

    /// <summary>Setting, other setting, why they do not go together.</summary>
    public const string GridConflict = "CDSL0322";

    /// <summary>Weight.</summary>
    public const string BinaryPruned = "CDSL0323";

    /// <summary>Bits given.</summary>
    public const string ActivationBitsOutOfRange = "CDSL0324";

    /// <summary>N, M, what is wrong.</summary>
    public const string PruneGroup = "CDSL0330";

    /// <summary>Class.</summary>
    public const string StorageOfBlock = "CDSL0331";

    /// <summary>Setting, why it is not possible.</summary>
    public const string PruneSetting = "CDSL0332";

    // Weights.

    /// <summary>Class.</summary>
    public const string NoCheckpoint = "CDSL0400";

    /// <summary>Class, tensor, its shape.</summary>
    public const string TensorMissing = "CDSL0401";

    /// <summary>Class, tensor.</summary>
    public const string TensorUnknown = "CDSL0402";

    /// <summary>Class, tensor, shape in the checkpoint, shape in the network.</summary>
    public const string TensorShape = "CDSL0403";

    /// <summary>Class, tensor, element type in the checkpoint.</summary>
    public const string TensorType = "CDSL0404";

    /// <summary>Class, tensor, what was found.</summary>
    public const string TensorNotFinite = "CDSL0405";

    /// <summary>Class, file, why.</summary>
    public const string CheckpointUnreadable = "CDSL0406";

    /// <summary>Class, schema of the checkpoint.</summary>
    public const string CheckpointNewer = "CDSL0407";

    /// <summary>Class, quantisation point.</summary>
    public const string RangesMissing = "CDSL0408";

    /// <summary>File, model name.</summary>
    public const string WeightsWithoutModel = "CDSL0409";

    /// <summary>Class, files.</summary>
    public const string SeveralCheckpoints = "CDSL0410";

    // Compiling.

    /// <summary>Layer, why.</summary>
    public const string RunsInFloat = "CDSL0500";

    /// <summary>Class, layer, why.</summary>
    public const string CannotCompile = "CDSL0501";

    /// <summary>Weight, why.</summary>
    public const string ChannelsStay = "CDSL0502";

    /// <summary>Weight, size asked for, why.</summary>
    public const string OneScale = "CDSL0520";

    /// <summary>Weight.</summary>
    public const string FloatActivations = "CDSL0521";

    /// <summary>Weight, why.</summary>
    public const string SymmetricGrid = "CDSL0522";

    /// <summary>Weight, why.</summary>
    public const string ZerosComputed = "CDSL0530";

    /// <summary>Class, weight, criterion, way out.</summary>
    public const string MasksMissing = "CDSL0531";

    /// <summary>Weight, what was measured.</summary>
    public const string SlowGrid = "CDSL0532";

    /// <summary>Class, first difference.</summary>
    public const string OtherRecipe = "CDSL0533";

    // Hints.

    /// <summary>Field, class.</summary>
    public const string HintWithoutTeacher = "CDSL0540";

    /// <summary>Teacher, class.</summary>
    public const string HintTeacherNotHere = "CDSL0541";

    /// <summary>Class, path asked for, paths near it.</summary>
    public const string HintField = "CDSL0542";

    /// <summary>Class, what it does with the field, path, path of the field that learns.</summary>
    public const string HintCalls = "CDSL0543";

    /// <summary>What learns, what it learns from, loss, why.</summary>
    public const string HintShapes = "CDSL0544";

    /// <summary>Weight, field.</summary>
    public const string HintWeight = "CDSL0545";

    /// <summary>Path asked for, path of the field that learns.</summary>
    public const string HintOfSelf = "CDSL0546";

    /// <summary>Method, why.</summary>
    public const string OwnLoss = "CDSL0550";

    // TorchSharp.

    /// <summary>Class, what of it no batch can hold.</summary>
    public const string NoTorchTraining = "CDSL0580";

    /// <summary>Class, what has no counterpart in TorchSharp.</summary>
    public const string NoTorchModule = "CDSL0600";

    /// <summary>Class, exception.</summary>
    public const string InternalError = "CDSL0999";
}
