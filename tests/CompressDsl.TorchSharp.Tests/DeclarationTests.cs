using System.Reflection;
using CompressDsl.Generator.Support;
using TorchSharp;

namespace CompressDsl.TorchSharp.Tests;

/// <summary>The declarations that generated code is compiled against in every run are those of the package.</summary>
public sealed class DeclarationTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Everything_declared_is_in_the_package()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "tests/Shared/TorchSharpApi.txt")).Replace("namespace TorchSharp", "namespace Declared.TorchSharp", StringComparison.Ordinal);
        var types = GeneratedAssembly.Compile("", [new GeneratedFile("Api.cs", text)]).GetTypes().Where(t => t.FullName!.StartsWith("Declared.", StringComparison.Ordinal));
        var missing = types.SelectMany(Missing).ToList();
        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    private static IEnumerable<string> Missing(Type declared)
    {
        if (typeof(torch).Assembly.GetType(Plain(declared.FullName!)) is not { } type)
        {
            yield return declared.FullName!;
            yield break;
        }

        if (declared.IsEnum)
        {
            foreach (var name in Enum.GetNames(declared).Where(n => !Enum.IsDefined(type, n) || Convert.ToInt64(Enum.Parse(type, n), null) != Convert.ToInt64(Enum.Parse(declared, n), null))) yield return $"{declared}.{name}";
            yield break;
        }

        var there = Members(type).ToHashSet(StringComparer.Ordinal);
        foreach (var member in declared.GetMembers(Declared).Where(m => IsUsed(m)).Select(Text).Where(m => !there.Contains(m)))
            yield return $"{declared}: {member}";
    }

    // A declared class has a constructor of its own that nothing calls.
    private static bool IsUsed(MemberInfo member) => member is MethodBase { IsPrivate: false, IsAssembly: false } and not ConstructorInfo or FieldInfo { IsPublic: true }
        || (member is ConstructorInfo { IsPrivate: false } constructor && constructor.GetParameters().Length > 0);

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags All = Declared & ~BindingFlags.DeclaredOnly | BindingFlags.FlattenHierarchy;
        return type.GetMembers(All).Select(Text)
            .Concat(type.GetFields(All).Select(f => $"{f.FieldType} get_{f.Name}()"))
            .Concat(type.GetProperties(All).Select(p => $"{p.PropertyType} {p.Name}"));
    }

    private static string Text(MemberInfo member) => Plain(member switch
    {
        ConstructorInfo constructor => $".ctor({Parameters(constructor)})",
        MethodInfo method => $"{method.ReturnType} {method.Name}({Parameters(method)})",
        FieldInfo field => $"{field.FieldType} {field.Name}",
        _ => member.Name,
    });

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{p.ParameterType} {(method.IsSpecialName || method.IsAbstract ? "" : p.Name)}"));

    private static string Plain(string name) => name.Replace("Declared.", "", StringComparison.Ordinal);
}
