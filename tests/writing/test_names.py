"""Names as citations need them."""

import pytest

from app.writing.names import name_of, plain, surname, turned


@pytest.mark.parametrize(
    ("written", "cited", "spoken", "listed"),
    [
        ("Mara Ilves", "Ilves", "Mara Ilves", "Ilves, Mara"),
        ("Ilves, Mara", "Ilves", "Mara Ilves", "Ilves, Mara"),
        ("Jonas van der Berg", "van der Berg", "Jonas van der Berg", "van der Berg, Jonas"),
        ("van der Berg, Jonas", "van der Berg", "Jonas van der Berg", "van der Berg, Jonas"),
        ("Müller, Jr, J.", "Müller", "J. Müller Jr", "Müller, J., Jr"),
        ("Martin L. King Jr.", "King", "Martin L. King Jr.", "King, Martin L., Jr."),
        ("Plato", "Plato", "Plato", "Plato"),
        ("The Kettle Collaboration", *(["The Kettle Collaboration"] * 3)),
        ("Ilves,", "Ilves", "Ilves", "Ilves"),
        ("  ", "", "", ""),
    ],
)
def test_a_name_is_cited_spoken_and_listed(written: str, cited: str, spoken: str, listed: str) -> None:
    name = name_of(written)
    assert (surname(name), plain(name), turned(name)) == (cited, spoken, listed)
