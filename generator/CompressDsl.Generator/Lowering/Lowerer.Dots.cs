using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Lowering;

/// <content>Linear layers, tables and quantisation points.</content>
internal sealed partial class Lowerer
{
    private const int LargestTile = 4;

    /// <summary>From this number of outputs on, enough blocks share the activations to prepare these once.</summary>
    private const int PreparingPays = 128;

    public override void EmitDot(int input, Parameter weight, Parameter? bias)
    {
        if (weight.Compression is { Grid.GroupSize: > 0, Bits: < 32 })
        {
            EmitGroups(input, weight, bias, isImage: false);
            return;
        }

        var value = Graph[Node.Inputs[input]];
        var shape = value.Type.Shape;
        var point = PointFor(weight, value);
        var format = FormatOf(weight, point);
        var outputs = weight.Type.Shape.Dimensions[0].Size;
        var rows = shape.Rank == 1 ? new Dimension(1) : new Dimension(shape.Rows, shape.Named?.Name);
        var window = rows.IsNamed || rows.Size == 1 || point?.RowGrids is not null
            ? null
            : DotWindow.OfRows(rows.Size, weight.Type.Shape.Columns);
        var tile = window is null ? Math.Min(LargestTile, (outputs + 15) / 16) : WindowTile;
        var name = KernelName();
        Emit(new DotPrimitive(
            name, $"{Node.Name}: {weight.Type.Shape.Columns} -> {CountOf(weight)}", point is null ? In(input) : PlaceOf(value), Out, rows,
            weight.Type.Shape.Columns, outputs, format, tile,
            SectionsOf(new DotRequest(format, weight, bias, tile, point?.Key)), new DotEpilogue(EpilogueKind.Float))
        {
            RowGrids = point?.RowGrids,
            Prepared = PreparationFor(format, weight, window, shape),
            Window = window,
            WindowSums = WindowSumsFor(format, weight, window),
        });
    }

    // Blocks: 2 bytes of operands and 1 byte of corrections for every activation. Others: 2 bytes.
    private DotPreparation? PreparationFor(DotFormat format, Parameter weight, DotWindow? window, Shape image)
    {
        var outputs = weight.Type.Shape.Dimensions[0].Size;
        return format switch
        {
            DotFormat.Int8Blocks or DotFormat.DynamicInt8Blocks when window is null && outputs >= PreparingPays => Prepare(weight.Type.Shape.Columns, 3),
            DotFormat.Int8 or DotFormat.DynamicInt8 when window is null => Prepare(weight.Type.Shape.Columns, 2),
            not (DotFormat.Float or DotFormat.WeightOnlyInt8) when window is { IsDepthwise: false } =>
                Prepare(image.Elements, DotPreparation.ImageBytes),
            _ => null,
        };
    }

    private static bool HasOffsets(Parameter weight) => weight.Compression.Bits < 32 && weight.Compression.Grid.HasOffsets(weight.Compression.Bits);

    // Offsets are multiplied with the sum of the activations of every window.
    private int? WindowSumsFor(DotFormat format, Parameter weight, DotWindow? window) => window is not null && format != DotFormat.WeightOnlyInt8 && HasOffsets(weight)
        ? AddBuffer(Node.Name + ".windowSums", BufferElement.UInt8, Shape.Of(sizeof(int) * window.SumsRoom), BufferRole.Scratch)
        : null;

    private DotPreparation Prepare(int activations, int bytes)
    {
        var count = DotPreparation.CountOf(activations);
        return new DotPreparation(AddBuffer(Node.Name + ".prepared", BufferElement.UInt8, Shape.Of(bytes * count), BufferRole.Scratch), count);
    }

    public override void EmitLookup(int ids, Parameter table, Pooling pooling)
    {
        var compressed = table.Compression;
        var name = Identifier.Pascal(LayerOf(table.Key));
        var key = new Setting("weight", table.Key);
        var blocks = compressed.LeavesOutBlocks;
        var kind = compressed.Bits == 32 ? "table-float" : blocks ? "table-int8-blocks" : "table-int8";
        var size = table.Type.Shape.Dimensions;
        var count = TypeOf(ids).Shape.Dimensions[0];
        Emit(new LookupPrimitive(
            KernelName(), $"{Node.Name}: {(pooling == Pooling.None ? "rows" : pooling.ToString().ToLowerInvariant() + " of the rows")} of {size[0]} x {size[1]}",
            In(ids), Out, count, size[0].Size, size[1].Size, pooling, Section(name + "Table", kind, key),
            compressed.Bits == 32 ? null : Section(name + "Scale", "weight-scale", key), blocks));
    }

    public override void EmitFakeQuantize(ActivationRecipe point, bool oneGrid)
    {
        var (key, mode) = (point.Key, point.Mode);
        if (points.TryGetValue(Node.Inputs[0], out var known) && known.Key == key)
        {
            // A mean of values that are on this grid.
            points[Node.Id] = known;
            Alias(0);
            return;
        }

        var operand = Node.Inputs[0];
        if (mode == QuantizationMode.Static && functions.SourceOf(operand) is { } source && (source == operand || tabled.Contains(operand)))
        {
            EmitTable(point, source);
            return;
        }

        var shape = TypeOf(0).Shape;
        var input = In(0);
        var quantized = AddBuffer(Node.Name, BufferElement.UInt8, shape, BufferRole.Scratch);
        places[Node.Id] = quantized;
        var rows = shape.Rank <= 1 || (oneGrid && mode == QuantizationMode.Dynamic) ? new Dimension(1) : new Dimension(shape.Rows, shape.Named?.Name);
        int? grids = mode == QuantizationMode.Dynamic
            ? AddBuffer(Node.Name + ".measured", BufferElement.UInt8, Shape.Of((oneGrid ? 1 : shape.Rows) * 8), BufferRole.Scratch)
            : null;
        if (grids is null && shape.Rank == 1 && shape.Named is { } named) rows = named;
        points[Node.Id] = new QuantizationPoint(key, mode, grids);
        Note(point);
        var grid = grids is null ? GridOf(points[Node.Id]) : null;
        Emit(new QuantizePrimitive(
            KernelName(), (grid, oneGrid) switch
            {
                ({ }, _) => $"Puts the values on {Literal.Of(point.Bits)} bits",
                (_, true) => $"Measures the values and puts them on {Literal.Of(point.Bits)} bits",
                _ => $"Measures every row and puts it on {Literal.Of(point.Bits)} bits",
            },
            input, quantized, rows,
            rows.IsNamed && shape.Rank == 1 ? 1 : rows == new Dimension(1) ? shape.Elements : shape.Columns, grid, grids) { Bits = point.Bits });
    }

    // Several values may lie on one grid.
    private void Note(ActivationRecipe point)
    {
        if (!activations.Any(a => a.Key == point.Key)) activations.Add(point);
    }

    /// <summary>The point whose grid a layer reads; null for layers that compute with floats.</summary>
    private QuantizationPoint? PointFor(Parameter weight, Node value) =>
        weight.Compression is { Bits: < 32, Mode: not QuantizationMode.WeightOnly } && points.TryGetValue(value.Id, out var point)
            ? point
            : null;

    private void EmitTable(ActivationRecipe point, int source)
    {
        var key = point.Key;
        var shape = TypeOf(0).Shape;
        var path = functions.PathTo(Node.Inputs[0]).ToList();
        var name = path.Count > 0 ? path[path.Count - 1].Name : Node.Name;
        var words = path.Count > 0 ? string.Join(", ", path.Select(n => n.Operator.Describe())) : "Another grid";
        places[Node.Id] = AddBuffer(Node.Name, BufferElement.UInt8, shape, BufferRole.Scratch);
        points[Node.Id] = new QuantizationPoint(key, QuantizationMode.Static, null);
        Note(point);
        var section = Section(
            Identifier.Pascal(name) + "Table", "function-table", new Setting("formula", functions.FormulaOf(Node.Inputs[0]).ToString()),
            new Setting("input", points[source].Key), new Setting("output", key), new Setting("layer", name));
        var rows = shape.Named ?? new Dimension(1);
        Emit(new TablePrimitive(
            kernelNames.Unique(Identifier.Pascal(name)), $"{name}: {words} by table", places[source], places[Node.Id], rows,
            shape.Elements / rows.Size, name, section));
    }

    private static DotFormat FormatOf(Parameter weight, QuantizationPoint? point)
    {
        if (weight.Compression.Bits == 32) return DotFormat.Float;
        var blocks = weight.Compression.LeavesOutBlocks;
        return point switch
        {
            null => DotFormat.WeightOnlyInt8,
            { Mode: QuantizationMode.Dynamic } => blocks ? DotFormat.DynamicInt8Blocks : DotFormat.DynamicInt8,
            _ => blocks ? DotFormat.Int8Blocks : DotFormat.Int8,
        };
    }

    private DotSections SectionsOf(DotRequest request)
    {
        var name = Identifier.Pascal(LayerOf(request.Weight.Key));
        var weight = new Setting("weight", request.Weight.Key);
        var tile = new Setting("tile", Literal.Of(request.Tile));
        var biased = request.Bias is { } bias ? new[] { weight, new Setting("bias", bias.Key) } : [weight];
        Setting[] repeated = request.Pixels == 1 ? [] : [new Setting("pixels", Literal.Of(request.Pixels))];
        string FloatBias() => Section(name + "Bias", "bias-float", biased);
        string Scale() => Section(name + "Scale", "weight-scale", weight);
        string Blocks() => Section(name + "Blocks", "int8-blocks", weight);
        string Dense() => request.IsDepthwise
            ? Section(name + "Weights", "int8-depthwise", [weight, .. request.Layout, .. repeated])
            : Section(name + "Weights", "int8-dot", [weight, tile, .. request.Layout]);
        var activation = new Setting("activation", request.Activation ?? "");
        DotSections sections = request.Format switch
        {
            DotFormat.Float => new(Section(name + "Weights", "float-dot", [weight, tile, .. request.Layout]), FloatBias(), null, null),
            DotFormat.WeightOnlyInt8 => new(Section(name + "Weights", "int8-columns", [weight, tile, .. request.Layout]), FloatBias(), Scale(), null),
            DotFormat.DynamicInt8 or DotFormat.DynamicInt8Blocks => new(
                request.Format == DotFormat.DynamicInt8 ? Dense() : Blocks(), FloatBias(), Scale(), Section(name + "Sums", "weight-sums", weight)),
            _ => new(
                request.Format == DotFormat.Int8 ? Dense() : Blocks(), Section(name + "Bias", "dot-bias", [.. biased, activation, .. repeated]),
                Section(name + "Scale", "dot-scale", [weight, activation, .. repeated]), null),
        };
        return HasOffsets(request.Weight) ? sections with { Offsets = Section(name + "Offsets", "weight-offsets", weight) } : sections;
    }

    private static string LayerOf(string key) => key.LastIndexOf('.') is var dot and > 0 ? key.Substring(0, dot) : key;
}
