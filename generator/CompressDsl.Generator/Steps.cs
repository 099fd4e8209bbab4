namespace CompressDsl.Generator;

/// <summary>Names of the generator's steps, for the tests of what re-runs when.</summary>
internal static class Steps
{
    /// <summary>Class to graph, problems and spans: runs again on every edit of the compilation.</summary>
    public const string Read = "Read";

    /// <summary>The models that can be compiled, without spans: changes only when a network or its class does.</summary>
    public const string Models = "Models";

    /// <summary>The problems of the front end, with spans.</summary>
    public const string Problems = "Problems";

    /// <summary>Where the models' edges are written.</summary>
    public const string Spans = "Spans";

    /// <summary>The models that cannot be compiled, as far as their members are known.</summary>
    public const string Outlines = "Outlines";

    /// <summary>The sources of the blocks that other projects may use.</summary>
    public const string Blocks = "Blocks";

    /// <summary>Problems of attributes on classes and fields.</summary>
    public const string Attributes = "Attributes";

    /// <summary>Weight texts of the project, by model.</summary>
    public const string Weights = "Weights";

    /// <summary>A model with its weights.</summary>
    public const string Inputs = "Inputs";

    /// <summary>Generated files and problems of one model.</summary>
    public const string Compile = "Compile";

    /// <summary>Size of each model's packed weights.</summary>
    public const string Sizes = "Sizes";

    /// <summary>The models whose weights do not fit into the assembly.</summary>
    public const string Sidecars = "Sidecars";

    /// <summary>The generated files of one model, its weights embedded or beside the assembly.</summary>
    public const string Place = "Place";

    /// <summary>What the compilation offers to its models.</summary>
    public const string Environments = "Environments";
}
