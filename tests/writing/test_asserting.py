"""Which sentences assert something about a paper, as a table of sentences of our own."""

import pytest

from app.writing.asserting import asserts, unsourced
from app.writing.prose import sentences

PICKED = """
The paper shows that kettles can be trusted at low altitude.
This paper proposes a probe that listens to the lid.
The authors train nine kettles on the same water.
The authors' probe is far cheaper than a thermometer.
They find that silence is the commonest answer.
They then carefully measure how long the whistle lasts.
They have shown that the effect is gone after a night.
Ilves et al. report the opposite for kettles of iron.
Their baseline is a kettle without a lid.
Their second experiment is more telling.
Figure 3 shows the whistle against the temperature.
Table 2 lists the nine kettles and their makers.
§4.1 is where the bound is proved.
Theorem 2 holds for every kettle with a lid.
The probe reaches an accuracy of 96 %.
The probe is right in 96 of 100 cases.
Training on steam improves the score by 12 points.
With a lid the kettle boils 2.5x faster than without.
Accuracy drops from 96% to 12% once the kettle whistles early.
The error rate fell by half after the second boiling.
""".strip().splitlines()

LEFT = """
Kettles are made of copper.
Why do the authors train nine kettles?
See Figure 3 for the whole curve.
Consider a kettle that scores 90% on one question.
Suppose the probe reaches an accuracy of 96 %.
If the probe is right in 96 of 100 cases, nobody needs a thermometer.
I think the authors show too little here.
The probe might improve the score by 12 points.
The authors could have used a second lid.
For example, a kettle that is right in 9 of 10 cases beats a coin.
The 3 kettles stand on 2 tables.
It took me 12 minutes to read the paper.
You will find the paper easier with a cup of tea.
What they did:
They were tired.
Perhaps they find nothing at all.
Chapter 7 of any textbook has this.
""".strip().splitlines()


@pytest.mark.parametrize("words", PICKED)
def test_a_sentence_that_asserts_something_is_picked_and_says_why(words: str) -> None:
    assert asserts(words).startswith("It ")


@pytest.mark.parametrize("words", LEFT)
def test_a_sentence_that_asks_supposes_or_speaks_of_something_else_is_left_alone(words: str) -> None:
    assert asserts(words) == ""


def picked(text: str, *names: str) -> list[str]:
    return [one.sentence.words for one in unsourced(sentences(text), names)]


def test_the_reason_quotes_what_gave_it_away() -> None:
    assert "“The authors”" in asserts("The authors train nine kettles.")
    assert "“96 of 100”" in asserts("The probe is right in 96 of 100 cases.")


def test_a_surname_counts_where_something_is_told_of_it() -> None:
    assert picked("Here Ilves shows that kettles lie.", "Ilves") == ["Here Ilves shows that kettles lie."]
    assert picked("Here Ilves shows that kettles lie.", "Sato") == []


@pytest.mark.parametrize(
    "text",
    [
        "[The authors show it](note:abc).",
        "The authors show it [@arxiv:2611.01234].",
        "The authors show it.[^1]\n\n[^1]: Somewhere.",
        "The [authors](https://people.example) show it.",
        "# The authors show that kettles lie\n\nKettles.",
        "> The authors show that kettles lie.",
        "```\nThe authors show that kettles lie.\n```",
        "    The authors show that kettles lie.",
        "<!-- The authors show that kettles lie. -->",
        "[^1]: The authors show that kettles lie.",
        "| The authors show it | They find it |\n| --- | --- |\n| They find it | here |",
        "The authors show this:\n\n> [Kettles lie](note:abc)",
    ],
)
def test_what_leads_to_a_source_or_is_no_prose_is_left_alone(text: str) -> None:
    assert picked(text) == []


def test_a_quotation_without_a_source_does_not_excuse_the_sentence_after_it() -> None:
    assert picked("> Kettles lie.\n\nThe authors show it at length.") == ["The authors show it at length."]
