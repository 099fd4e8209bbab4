using System.Globalization;

namespace CompressDsl.Benchmarks.Peers;

/// <summary>A line of the comparison; the peer's times are missing where it is not there.</summary>
internal sealed record PeerRow(string Name, double Ours, double? Peer, double? PeerInt8, double? PeerFloat)
{
    /// <summary>Names of the columns.</summary>
    public const string Header = "name\tours_ns\tpeer_ns\tratio\tpeer_int8_ns\tpeer_float_ns";

    public override string ToString() => string.Join('\t', Name, Text(Ours), Text(Peer), Text(Peer / Ours, "0.00"), Text(PeerInt8), Text(PeerFloat));

    private static string Text(double? value, string format = "0.0") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
