using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>What the files for TorchSharp share.</summary>
internal static class TorchNames
{
    /// <summary>TorchSharp has modules with one to six operands.</summary>
    public const int MostInputs = 6;

    /// <summary>For aliases that are written as TorchSharp's users write them.</summary>
    public const string LowerCase = "#pragma warning disable CS8981 // lower-case names, as TorchSharp has them";

    /// <summary>Opens the user's type with the names that the files use; dispose closes it.</summary>
    /// <param name="w">The file.</param>
    /// <param name="type">The user's type.</param>
    /// <param name="shared">Types of the shared files that are used.</param>
    public static IDisposable OpenType(SourceWriter w, TypeDeclaration type, params string[] shared)
    {
        w.Line(LowerCase).Line();
        var scopes = new ScopeStack();
        if (type.Namespace.Length > 0) scopes.Push(w.Block($"namespace {type.Namespace}"));
        WriteAliases(w, shared);
        foreach (var header in type.Headers) scopes.Push(w.Block(header));
        return scopes;
    }

    /// <summary>Short names: aliases inside the namespace, where no type of the user's other namespaces hides them.</summary>
    private static void WriteAliases(SourceWriter w, string[] shared)
    {
        w.Line("using torch = global::TorchSharp.torch;");
        w.Line("using functional = global::TorchSharp.torch.nn.functional;");
        foreach (var type in shared) w.Line($"using {type} = global::{SourceFile.OwnNamespace}.{type};");
        w.Line();
    }
}
