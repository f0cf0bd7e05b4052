"""Draw static/world.svg and cooperation/places.json, once: outlines of countries and where their numbers stand.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    var/venv/bin/python bin/world_map.py package/countries-110m.json package/countries-50m.json

The data is Natural Earth (public domain), in the form of the package world-atlas. The projection is Equal Earth. What
is too small for the coarse outlines has a place alone.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from django_countries.data import COUNTRIES

Point = tuple[float, float]
WIDTH = 1000
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


def projected(longitude: float, latitude: float) -> Point:
    """Equal Earth (Šavrič, Patterson, Jenny 2018), in the units of the drawing."""
    root = math.sqrt(3)
    t = math.asin(root / 2 * math.sin(math.radians(latitude)))
    x = 2 * root * math.radians(longitude) * math.cos(t)
    x /= 3 * (9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1)
    y = A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t
    return (x + 2.7066) / 5.4132 * WIDTH, (1.3173 - y) / 5.4132 * WIDTH


def rings(topology: dict[str, Any], geometry: dict[str, Any]) -> list[list[Point]]:
    """The outer rings of a country, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(index: int) -> list[Point]:
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points if index >= 0 else points[::-1]

    polygons = {"Polygon": lambda: [geometry["arcs"]], "MultiPolygon": lambda: geometry["arcs"]}
    found = []
    for polygon in polygons.get(geometry["type"], list)():
        ring: list[Point] = []
        for index in polygon[0]:
            ring += arc(index)[1 if ring else 0 :]
        found.append(ring)
    return found


def sides(ring: list[Point]) -> list[list[Point]]:
    """The ring cut at 180 degrees, where it crosses them: drawn in one, its outline would run across the whole map."""
    if not any(abs(a[0] - b[0]) > 180 for a, b in pairwise(ring)):
        return [ring]
    return [[point for point in ring if (point[0] < 0) is west] for west in (True, False)]


def area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def middle(ring: list[Point]) -> Point:
    """The centroid."""
    whole = area(ring) or 1
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / 6 / whole
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / 6 / whole
    return x, y


def path(ring: list[Point]) -> str:
    """A closed outline in whole units, where it is more than a speck."""
    points = [(round(x), round(y)) for x, y in ring]
    kept = [point for place, point in enumerate(points) if not place or point != points[place - 1]]
    if len(kept) < 4:
        return ""
    words, last = f"M{kept[0][0]} {kept[0][1]}l", kept[0]
    for x, y in kept[1:]:
        words += f"{x - last[0]} {y - last[1]} "
        last = (x, y)
    return words.rstrip() + "z"


def codes() -> dict[str, str]:
    from django.conf import settings

    settings.configure(USE_I18N=False)
    from django_countries import countries

    return {f"{int(number):03d}": code for code in COUNTRIES if (number := countries.numeric(code))}


def main() -> None:
    coarse, fine = (json.loads(Path(name).read_text()) for name in sys.argv[1:3])
    known = codes()
    outlines: dict[str, str] = {}
    places: dict[str, list[int]] = {}
    rest = ""
    for topology, drawn in ((coarse, True), (fine, False)):
        for geometry in topology["objects"]["countries"]["geometries"]:
            code = known.get(str(geometry.get("id", "")).zfill(3), "")
            shapes = [
                [projected(*point) for point in side] for ring in rings(topology, geometry) for side in sides(ring)
            ]
            if not shapes or code == "AQ":
                continue
            words = "".join(path(shape) for shape in shapes)
            if drawn and code:
                outlines[code] = words
            elif drawn:
                rest += words
            if code and code not in places:
                x, y = middle(max(shapes, key=lambda shape: abs(area(shape))))
                places[code] = [round(x), round(y)]
    here = Path(__file__).resolve().parent.parent
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 487">'
    drawing += "".join(f'<path id="{code}" d="{words}"/>' for code, words in sorted(outlines.items()))
    drawing += f'<path id="land" d="{rest}{"".join(words for _code, words in sorted(outlines.items()))}"/></svg>\n'
    (here / "static" / "world.svg").write_text(drawing)
    listed = ",\n".join(f'"{code}": [{x}, {y}, {int(code in outlines)}]' for code, (x, y) in sorted(places.items()))
    (here / "cooperation" / "places.json").write_text("{\n" + listed + "\n}\n")


if __name__ == "__main__":
    main()
