"""How much one rendering may ask for. Every limit says itself to the writer when it is met."""

SOURCE = 400_000
"""Characters of Markdown in one text: some 60,000 words. Far longer ones cannot be drawn within `DEADLINE`."""
OUTPUT = 8_000_000
"""Characters of HTML one rendering may produce; a text under `SOURCE` that passes this repeats itself on purpose."""
HEADINGS = 2_000
"""Headings that get an address and a line in the contents; the rest are drawn without."""
PROBLEMS = 200
"""Problems listed for one text."""
NESTING = 40
"""Blocks inside blocks (two for each level of a list); the parser drops what lies deeper."""
COLUMNS = 200
"""Columns of one table."""

FORMULA = 4_000
"""Characters of one formula. math-core overflows its stack at 2,000 to 4,000 levels, which this keeps out of reach."""
FORMULA_DEPTH = 200
"""Groups inside groups in one formula, and commands in a row that each wrap the next."""
FORMULA_OUTPUT = 200_000
"""Characters of MathML one formula may become."""
REMEMBERED = 4_000_000
"""Characters of formulas one text remembers drawn."""
EXPANSIONS = 200
"""Uses of macros in one formula, those inside other macros counted."""
MACROS = 200
"""Macros of one text."""
MACRO_BODY = 500
"""Characters one macro may stand for."""
MACRO_PARAMETERS = 8
"""Places where one macro, or the macros of one formula, put a parameter in: more of them multiply fast."""

CODE = 20_000
"""Characters of one piece of code whose parts are coloured."""
ALL_CODE = 60_000
"""Characters of code in one text whose parts are coloured; what comes after them is plain."""

MEMORY = 288 * 1024 * 1024
"""Bytes of address space of a rendering process (libraries included; what it really uses stays far below)."""
WARM = 32 * 1024 * 1024
"""Bytes, about, of the texts a rendering process keeps read, so that after an edit only what changed is drawn."""
BLACKBOARD = 64 + 4 * FORMULA
"""Bytes a rendering process shares with its parent: a length, then the formula it is drawing, in UTF-8."""
DEADLINE = 1.8
"""Seconds one rendering may take, trying again without a bad formula included."""
FORMULA_SECONDS = 0.6
"""Seconds of CPU time one formula may take before the process drawing it ends itself."""
