"""By what an entry's text says it is known, in the ways that reference lists say it."""

import pytest

from app.papers.bibliography.known_by import known_by

NEW, OLD = "2611.01234", "math/0309136"
WAYS = {
    "arXiv preprint arXiv:2611.01234v2, 2026.": NEW,
    "ArXiv, abs/2611.01234, 2026.": NEW,
    "(No. arXiv:2611.01234). arXiv.": NEW,
    "arXiv [cs.CL] 2611.01234.": NEW,
    "arXiv:cs.LG/2611.01234 (2026).": NEW,
    "arXiv:hep-th/2611.01234.": NEW,
    "stat.ML/2611.01234": NEW,
    "Tech. Rep. 2611.01234, arXiv, 2026.": NEW,
    "2611.01234 (arXiv).": NEW,
    "Jan. 2026. _eprint: 2611.01234.": NEW,
    "2026arXiv261101234I": NEW,
    "2012arXiv1201.0123I": "1201.0123",
    "https://arxiv.org/ftp/arxiv/papers/1201/1201.0123.pdf": "1201.0123",
    "URL https://api.semanticscholar.org/arXiv:2611.01234.": NEW,
    "https://www.semanticscholar.org/arxiv/2611.01234": NEW,
    "http://front.math.ucdavis.edu/math.AG/0309136": OLD,
    "arXiv:math.AG/0309136v1.": OLD,
    "math/0309136 [math.AG].": OLD,
    "https://doi.org/10.48550/arXiv.math/0309136": OLD,
    "10.48550/ARXIV.2611.01234": NEW,
}


@pytest.mark.parametrize(("text", "known"), WAYS.items())
def test_reads_every_way_to_name_a_paper_on_arxiv(text, known):
    assert known_by(f"M. Ilves. Forgetting. {text}") == ([known], [])


@pytest.mark.parametrize(
    "text",
    [
        "Zbl 1201.0123.",
        "JFM 1201.0123.",
        "pp. 1201.0123",
        "https://example.org/forum?id=2611.01234",
        "arXiv:1401.00001 has a digit too many",
        "J. Mem. 1201.0123.45",
        "Tech. Rep. 2611.01234, Tartu, 2026. See also the arXiv.",
    ],
)
def test_a_number_of_something_else_is_no_paper(text):
    assert known_by(f"M. Ilves. Forgetting. {text}") == ([], [])
