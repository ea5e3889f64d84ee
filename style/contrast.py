#!/usr/bin/env python3
"""Contrast of the token pairs in tokens.css, both themes: text 4.5, edges and icons 3. Exits 1 on a pair below."""
import math, pathlib, re, sys

TOKENS = (pathlib.Path(__file__).parent / "tokens.css").read_text()
NUMBER = r"\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*"


def linear(l, c, h):
    """OKLCH to linear sRGB, clipped to the gamut."""
    a, b = c * math.cos(math.radians(h)), c * math.sin(math.radians(h))
    l, m, s = ((l + x * a + y * b) ** 3 for x, y in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480)))
    rows = ((4.0767416621, -3.3077115913, 0.2309699292), (-1.2684380046, 2.6097574011, -0.3413193965), (-0.0041960863, -0.7034186147, 1.7076147010))
    return [min(1.0, max(0.0, p * l + q * m + r * s)) for p, q, r in rows]


def gamma(v):
    return 12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055


def degamma(v):
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def over(top, alpha, bottom):
    """What a translucent colour looks like on another; browsers blend encoded values."""
    return [degamma(alpha * gamma(t) + (1 - alpha) * gamma(b)) for t, b in zip(top, bottom)]


def ratio(one, two):
    y = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, two))
    return (y[1] + 0.05) / (y[0] + 0.05)


def theme(index):
    found = {}
    for name, value in re.findall(r"--([\w-]+):\s*(.+?);", TOKENS):
        colours = re.findall(rf"oklch\({NUMBER}\)", value)
        if colours and "shadow" not in name:
            found[name] = linear(*map(float, colours[min(index, len(colours) - 1)]))
    return found


def main():
    bad = 0
    for index, mode in enumerate(("light", "dark")):
        t = theme(index)
        surfaces = ["surface-1", "surface-2", "surface-3", "raised"]
        tones = ["good", "warn", "bad", "info", "accent", "slate", "blue", "teal", "violet", "amber", "rose", "text-2"]
        pairs = [(f, s, t[f], t[s], 4.5) for f in ["text-1", "text-2", "text-3", *tones] for s in surfaces]
        pairs += [(f, f"{f} badge on {s}", t[f], over(t[f], 0.13, t[s]), 4.5) for f in tones for s in surfaces]
        pairs += [("on-accent", f, t["on-accent"], t[f], 4.5) for f in ("accent-fill", "accent-hover", "bad-fill")]
        pairs += [(f, s, t[f], t[s], 3.0) for f in ("edge", "focus") for s in surfaces]
        pairs += [("accent-fill", s, t["accent-fill"], t[s], 3.0) for s in ("surface-1", "surface-2", "raised")]
        for turn in (20, 60, 105, 150, 195, 240, 285, 335):
            letters, disc = ((0.38, 0.09), (0.905, 0.05)) if index == 0 else ((0.92, 0.05), (0.39, 0.065))
            pairs.append(("avatar", str(turn), linear(*letters, turn), linear(*disc, turn), 4.5))
        worst = {}
        for front, back, f, b, least in pairs:
            r = ratio(f, b)
            if r < least:
                bad += 1
                print(f"{mode}: {front} on {back}: {r:.2f} < {least}")
            worst[least] = min(worst.get(least, 99), r)
        print(mode, {k: round(v, 2) for k, v in worst.items()}, len(pairs), "pairs")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
