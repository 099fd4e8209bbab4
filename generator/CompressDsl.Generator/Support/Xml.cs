namespace CompressDsl.Generator.Support;

/// <summary>Text inside doc comments.</summary>
internal static class Xml
{
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
