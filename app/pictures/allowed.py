"""The elements and attributes of SVG that are kept."""


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split())


KEPT = _named(
    "svg g defs symbol use switch a path rect circle ellipse line polyline polygon text tspan textPath title desc "
    "image style marker linearGradient radialGradient stop clipPath mask pattern filter feBlend feColorMatrix "
    "feComposite feDropShadow feFlood feGaussianBlur feMerge feMergeNode feOffset"
)
UNWRAPPED = _named("switch a")
"""Their insides are kept: a link leads nowhere within a picture."""
WORDS = _named("text tspan textPath title desc")
MOVES = _named("animate animateMotion animateTransform animateColor set discard")
NAMES = {
    "foreignObject": "text in HTML",
    "script": "a script",
    "handler": "a script",
    "image": "a picture it cannot hold",
}
"""What the writer is told of some that are not."""
GEOMETRY = _named(
    "class clipPathUnits cx cy d dx dy filterUnits fr fx fy gradientTransform gradientUnits height id in in2 k1 k2 "
    "k3 k4 lengthAdjust markerHeight markerUnits markerWidth maskContentUnits maskUnits method mode offset operator "
    "orient patternContentUnits patternTransform patternUnits points preserveAspectRatio primitiveUnits r refX refY "
    "result rotate rx ry side spacing spreadMethod startOffset stdDeviation textLength transform type values viewBox "
    "width x x1 x2 xml:lang xml:space y y1 y2"
)
