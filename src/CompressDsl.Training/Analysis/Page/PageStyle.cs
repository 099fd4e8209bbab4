namespace CompressDsl.Training;

/// <summary>The style of the page: light or dark as the reader's system is.</summary>
internal static class PageStyle
{
    /// <summary>The rules.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --back: #f6f7f9; --card: #ffffff; --ink: #1c2330; --soft: #5b6675; --line: #dde2e9;
          --one: #2f6fde; --two: #e08a1e; --three: #2f9e63; --bad: #d3424a; --tint: #eef3fc; }
        @media (prefers-color-scheme: dark) { :root { --back: #12161d; --card: #1b212b; --ink: #e6eaf0; --soft: #98a3b3; --line: #2d3643;
          --one: #6ea2ff; --two: #f0a94a; --three: #5cc98d; --bad: #f0737a; --tint: #202b3d; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        main { max-width: 1140px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 26px; margin: 0 0 2px; } h2 { font-size: 18px; margin: 34px 0 4px; } h3 { font-size: 14px; margin: 0 0 4px; overflow-wrap: anywhere; }
        p.about { color: var(--soft); margin: 0 0 12px; max-width: 78ch; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 18px 0; }
        .fact, .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
        .fact b { display: block; font-size: 21px; font-weight: 650; } .fact span { color: var(--soft); font-size: 13px; }
        .summary { background: var(--tint); border: 1px solid var(--line); border-left: 4px solid var(--one); border-radius: 10px; padding: 12px 18px 12px 34px; margin: 0; }
        .summary li { margin: 5px 0; max-width: 105ch; }
        .cards { display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); }
        .wide { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); }
        .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 4px; } .pairs { grid-template-columns: repeat(auto-fill, minmax(460px, 1fr)); }
        .small { color: var(--soft); font-size: 12.5px; margin: 2px 0 0; }
        .scroll { overflow-x: auto; padding: 0; }
        table { border-collapse: collapse; width: 100%; font-size: 13.5px; font-variant-numeric: tabular-nums; }
        th, td { padding: 7px 11px; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { color: var(--soft); font-weight: 600; } th:first-child, td:first-child, th:last-child, td:last-child { text-align: left; }
        tr:last-child td { border-bottom: 0; } th:last-child, td:last-child { white-space: normal; min-width: 190px; }
        svg { display: block; width: 100%; height: auto; font-size: 11px; }
        svg .label { fill: var(--soft); } svg .name { fill: var(--ink); }
        svg .grid { stroke: var(--line); } svg .axis { stroke: var(--soft); }
        svg .bar, svg .one { fill: var(--one); } svg .two { fill: var(--two); } svg .three { fill: var(--three); } svg .bar { opacity: .75; }
        svg .level { stroke: var(--two); stroke-width: 1; opacity: .75; } svg .rug { stroke: var(--two); stroke-width: .6; }
        svg .clipped { fill: var(--bad); opacity: .18; }
        svg .curve { fill: none; stroke: var(--one); stroke-width: 2; stroke-linejoin: round; } svg .dot { fill: var(--one); }
        svg .beaten { fill: none; stroke: var(--soft); } svg .reference { stroke: var(--three); stroke-dasharray: 4 4; } svg .deployed { fill: var(--two); }
        .key { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin: 0 5px 0 12px; vertical-align: -1px; } .key:first-child { margin-left: 0; }
        .key.one { background: var(--one); } .key.two { background: var(--two); } .key.three { background: var(--three); }
        @media (max-width: 560px) { .wide, .pairs { grid-template-columns: 1fr; } }
        @media print { body { background: #fff; } .card { break-inside: avoid; } }
        """;
}
