"""Check my draft: its rules as tables of sentences of our own, and the route."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from app.database import Database
from app.people.models import Person
from app.writing import checks, templates
from app.writing.advice import Picture, Subject, check, read
from app.writing.advice.acronyms import is_spelled_out
from app.writing.advice.sentence_length import NEWCOMER, RESEARCHER, USUAL, measure
from app.writing.advice.tex import defined, symbols
from app.writing.models import CoAuthor
from app.writing.rules import Kind, Part
from tests.conftest import Cast
from tests.writing.conftest import Desk


def said(source: str, subject: Subject, **known: object) -> list[str]:
    reading = read(source, **known)  # type: ignore[arg-type]
    return [one.source for one in check(reading) if one.subject is subject]


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("somebody new to kettles", NEWCOMER), ("a second-year student", NEWCOMER), ("", USUAL),
        ("people who brew", USUAL), ("an expert in steam", RESEARCHER), ("researchers", RESEARCHER),
        ("a student who wants to be a researcher", NEWCOMER),
    ],
)  # fmt: skip
def test_the_measure_of_a_sentence_is_its_reader_s(reader: str, words: int) -> None:
    assert measure(reader) == words


def test_a_sentence_over_the_measure_is_named_with_the_reader_and_the_longest_comes_first() -> None:
    longer, long = " ".join(["the tea"] * 20) + ".", " ".join(["the tea"] * 18) + "."
    text = f"Short one. {long.capitalize()} {longer.capitalize()}"
    (first, second) = [one for one in check(read(text, reader="my aunt")) if one.subject is Subject.SENTENCE]
    assert (first.source, second.source) == (longer.capitalize(), long.capitalize())
    assert "40 words" in first.why
    assert "“my aunt”" in first.why
    assert said(text, Subject.SENTENCE, reader="a researcher") == []


@pytest.mark.parametrize(
    "text",
    [
        "We use reinforcement learning (RL) here. RL is slow.",
        "RL (reinforcement learning) is slow.",
        "Reinforcement learning is slow. RL pays.",
        "RL stands for what dogs do.",
        "A sparse autoencoder, or SAE, is small.",
        "An AI reads a PDF.",
        "ChatGPT, ReLU and LaTeX are names.",
        "AAAAHHHH, it said.",
        "Part II and part IV.",
        "It is NOT so. It is not.",
        "The loss $KL(p)$ and `HHH` and a-RL-b.",
    ],
)
def test_an_acronym_that_is_spelled_out_known_or_none_is_left_alone(text: str) -> None:
    assert said(text, Subject.ACRONYM) == []


def test_an_acronym_that_is_never_spelled_out_is_named_once_where_it_stands_first() -> None:
    text = "We train it with RLHF. Then RLHF again, and SAEs."
    first, second = [one for one in check(read(text)) if one.subject is Subject.ACRONYM]
    assert (first.source, first.start, second.source) == ("RLHF", text.index("RLHF"), "SAE")
    assert said(text, Subject.ACRONYM, should_know=["RLHF", "what an SAE is"]) == []
    assert not is_spelled_out("RLHF", "RLHF (2022)")


@pytest.mark.parametrize(
    ("tex", "found"),
    [
        (r"L(\theta) = \frac{1}{n}\sum_{i=1}^n x_i", ["L", "\\theta", "n", "x"]),
        (r"\mathbb{E}_{x \sim D}[f(x)]", ["f", "x"]),
        (r"\mathcal{L}_{\text{task}} + \lambda \|w\|", ["\\mathcal{L}", "\\lambda", "w"]),
        (r"\operatorname{softmax}(z)", ["z"]),
        (r"e^{i\pi} + 1 = 0", []),
    ],
)
def test_the_symbols_of_a_formula(tex: str, found: list[str]) -> None:
    assert sorted(symbols(tex)) == sorted(found)


def test_what_a_formula_defines_stands_left_of_its_sign() -> None:
    assert list(defined(r"f(x) = y + z")) == ["f", "x"]
    assert set(defined(r"x \in X")) == {"x", "X"}
    assert set(defined("c_i∈C")) == {"c", "C"}
    assert list(defined(r"a + b")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Let $x$ be the water. Then $x + x$ is more.",
        "The heat $q$ rises, and $q^2$ with it.",
        "It costs $m$ samples, so $2m$ is dear.",
        "$$\ny = a \\cdot b\n$$\nwhere $a$ is the height and $b$ the width.",
        "Call it $z$. It is $z + 1$.",
        "The loss falls like $y = 2$.",
        "For every $t \\in T$ there is tea.",
        "The rate, written $\\lambda$, is $\\lambda < 1$.",
    ],
)
def test_a_symbol_that_is_introduced_is_left_alone(text: str) -> None:
    assert said(text, Subject.SYMBOL) == []


def test_a_symbol_that_nothing_introduces_is_named_at_its_first_use() -> None:
    (one,) = [
        one for one in check(read("It grows with $s + 1$ each day. It is $2s$.")) if one.subject is Subject.SYMBOL
    ]
    assert one.source.startswith("$s + 1$")
    assert one.why.startswith("Nothing says what $s$ is")


def test_a_symbol_used_before_it_is_said_what_it_is_says_where() -> None:
    text = "It grows like $2s$.\n\nMuch happens.\n\nMore too.\n\nThe speed $s$ is high."
    (one,) = [one for one in check(read(text)) if one.subject is Subject.SYMBOL]
    assert "only on line 7" in one.why


def test_figures_need_words_and_an_origin() -> None:
    kept = {"image:b": Picture(), "image:c": Picture("mine"), "image:d": Picture("mine", "CC BY")}
    text = "\n\n".join(["![](image:a)", "![IMG_12.png](image:a)"] + [f"![A kettle](image:{one})" for one in "abcd"])
    reasons = [one.why for one in check(read(text, pictures=kept)) if one.subject is Subject.FIGURE]
    assert ["cannot see" in why for why in reasons] == [True, True, False, False]
    assert "where this figure comes from" in reasons[2]
    assert "licence" in reasons[3]


@pytest.mark.parametrize("kind", Kind)
def test_a_fresh_draft_is_told_of_its_prompts_alone(kind: Kind) -> None:
    from_templates = frozenset(words for _, words in read_prompts(kind))
    source = templates.template(kind)
    found = check(read(source, prompts=from_templates))
    assert {one.subject for one in found} == {Subject.PROMPT}
    assert len(found) == len(from_templates)


def read_prompts(kind: Kind) -> list[tuple[int, str]]:
    source = templates.template(kind)
    starts = [at for at in range(len(source)) if source.startswith("<!--", at)]
    return [(at, " ".join(source[at + 4 : source.index("-->", at)].split())) for at in starts]


def test_a_prompt_is_answered_by_words_in_its_section_and_a_remark_of_one_s_own_is_none() -> None:
    source = "## One\n\n<!-- Why? -->\n\nBecause.\n\n## Two\n\n<!-- How? -->\n\n<!-- mine -->\n"
    assert said(source, Subject.PROMPT, prompts=frozenset({"Why?", "How?"})) == ["<!-- How? -->"]


def test_subjects_come_in_turn() -> None:
    words = " ".join(["the tea"] * 25)
    text = f"![](a)\n\n![](b)\n\nThe RLHF one. The PPO one. {words.capitalize()}. {words.capitalize()} twice."
    subjects = [one.subject for one in check(read(text))]
    assert subjects[:3] == [Subject.ACRONYM, Subject.SENTENCE, Subject.FIGURE]


@pytest.mark.parametrize("piece", [r"$\a\b", "$x=", "RL ", "(", r"\alpha", "AB", "![", "<!--", r"$\frac{", "a;"])
def test_no_text_takes_long(piece: str) -> None:
    assert isinstance(check(read(piece * (60_000 // len(piece)))), list)


def test_the_route_checks_the_text_as_it_stands(desk: Desk) -> None:
    desk.save("We train it with RLHF.\n\n![](image:none)")
    checked = desk.client.get(f"{desk.url}/advice").json()
    assert [one["kind"] for one in checked["advice"]] == ["acronym", "figure"]
    assert checked["sentence"] == ""
    figure = checked["advice"][1]
    assert (figure["line"], figure["source"]) == (3, "![](image:none)")
    again = desk.client.get(f"{desk.url}/advice").json()
    assert [one["id"] for one in again["advice"]] == [one["id"] for one in checked["advice"]]


def test_the_route_says_what_it_cannot_read(desk: Desk) -> None:
    desk.save("Der Kessel steht auf dem Tisch und ist heiß, also kochen wir jetzt Tee mit RLHF. " * 8 + "\n\n![](a)")
    checked = desk.client.get(f"{desk.url}/advice").json()
    assert [one["kind"] for one in checked["advice"]] == ["figure"]
    assert "English" in checked["sentence"]


def test_a_reader_may_check_and_a_stranger_finds_nothing(
    as_: Callable[[Person], TestClient], cast: Cast, database: Database, desk: Desk
) -> None:
    with database.transaction() as session:
        session.add(CoAuthor(draft_id=desk.draft["id"], person_id=cast.rui.id, byline="Rui", part=Part.READER))
    assert as_(cast.rui).get(f"{desk.url}/advice").status_code == 200
    assert as_(cast.kim).get(f"{desk.url}/advice").status_code == 404


def test_the_same_sentence_twice_is_said_once() -> None:
    long = "The kettle that stands on the stove and " * 12 + "sings. "
    found = checks.check(long * 3, "a colleague", [], {}).advice
    assert found
    assert len({one.id for one in found}) == len(found), "the screen tells them apart by their ids"
