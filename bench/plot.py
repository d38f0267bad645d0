"""Draws results.svg: two panels of cost against image size, both axes logarithmic."""

import math

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 420, 300, 60, 40, 50
GAP = 40
COLOURS = {"oscc": "#2a7de1", "mksquashfs": "#d9822b", "cp": "#3fa45b"}
STYLE = """
svg { font: 13px sans-serif; color: #1b1f24; background: #ffffff; }
text { fill: currentColor; } .axis { stroke: currentColor; fill: none; }
.grid { stroke: currentColor; opacity: .15; }
@media (prefers-color-scheme: dark) { svg { color: #e6edf3; background: #0d1117; } }
"""


def scale(low, high, start, length):
    low, high = math.log10(low), math.log10(high)
    return lambda value: start + length * (math.log10(value) - low) / (high - low)


def ticks(low, high):
    power = math.floor(math.log10(low))
    while 10**power <= high * 1.0001:
        for factor in (1, 3):
            value = factor * 10.0**power
            if low * 0.9999 <= value <= high * 1.0001:
                yield value
        power += 1


def bounds(values):
    return min(values) / 1.4, max(values) * 1.4


def panel(title, series, offset):
    """SVG of one panel; series is {name: [(MB, seconds)]}."""
    points = [p for line in series.values() for p in line]
    xs, ys = bounds([p[0] for p in points]), bounds([p[1] for p in points])
    x = scale(*xs, offset + LEFT, WIDTH - LEFT)
    y = scale(*ys, HEIGHT - BOTTOM, -(HEIGHT - BOTTOM - TOP))
    out = [f'<text x="{offset + LEFT}" y="22" font-weight="bold">{title}</text>']
    for value in ticks(*ys):
        out.append(f'<path class="grid" d="M{offset + LEFT} {y(value):.1f}H{offset + WIDTH}"/>')
        out.append(f'<text x="{offset + LEFT - 6}" y="{y(value) + 4:.1f}" '
                   f'text-anchor="end">{value:g}</text>')
    for value in ticks(*xs):
        out.append(f'<text x="{x(value):.1f}" y="{HEIGHT - BOTTOM + 18}" '
                   f'text-anchor="middle">{value:g}</text>')
    out.append(f'<path class="axis" d="M{offset + LEFT} {TOP}V{HEIGHT - BOTTOM}H{offset + WIDTH}"/>')
    out.append(f'<text x="{offset + (LEFT + WIDTH) / 2}" y="{HEIGHT - 12}" '
               f'text-anchor="middle">MB of files in the root</text>')
    for name, line in series.items():
        colour = COLOURS[name.split(",")[0].split()[0]]
        path = "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in line)
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for a, b in line:
            out.append(f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>')
        a, b = line[-1]
        out.append(f'<text x="{x(a) - 8:.1f}" y="{y(b) - 8:.1f}" text-anchor="end" '
                   f'style="fill:{colour}">{name}</text>')
    return "\n".join(out)


def svg(panels):
    """The whole picture; panels are (title, series)."""
    width = len(panels) * (WIDTH + GAP)
    body = "\n".join(
        panel(title, series, number * (WIDTH + GAP))
        for number, (title, series) in enumerate(panels))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" '
            f'width="{width}" height="{HEIGHT}"><style>{STYLE}</style>\n{body}\n</svg>\n')
