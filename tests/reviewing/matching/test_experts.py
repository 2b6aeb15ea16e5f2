"""Who knows about a text."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.reviewing.matching.experts import Experts
from app.reviewing.matching.plugging import encoder_named
from app.reviewing.matching.words import terms
from benchmarks import bench_matching

MATERIAL = Path(__file__).resolve().parents[3].parent / "shared" / "material" / "matching"


def test_terms_are_stems_and_pairs_of_neighbours() -> None:
    found = terms("Sparse probes, sparse PROBING of the models' layers in 2024")
    assert found == {
        "spars": 2, "probe": 2, "model": 1, "layer": 1, "spars probe": 2, "probe spars": 1, "model layer": 1,
    }  # fmt: skip


def test_a_function_word_parts_a_pair() -> None:
    assert "probe model" not in terms("probes of models")


def _three() -> Experts:
    experts = Experts()
    experts.keep("probes", "Linear probes find directions in the layers of language models")
    experts.keep("bees", "Bees dance to tell each other where flowers are")
    experts.keep("agents", "Agents that stop when told, and why shutdown is hard")
    experts.knows("Ada", ["probes"])
    experts.knows("Bo", ["bees"])
    experts.knows("Cy", ["agents", "probes"])
    return experts


def test_who_wrote_about_it_comes_first_and_who_has_nothing_in_common_scores_nothing() -> None:
    ranked = _three().rank("Probes in language models")
    assert [match.person for match in ranked] == ["Ada", "Cy", "Bo"]
    assert 0 < ranked[1].score < ranked[0].score < 1
    assert ranked[2].score == 0


def test_the_same_text_scores_one() -> None:
    text = "Bees dance to tell each other where flowers are"
    assert _three().rank(text)[0] == ("Bo", pytest.approx(1, abs=1e-6))


def test_half_the_nearest_three_and_half_of_all() -> None:
    experts = Experts()
    for number, text in enumerate(["one thing", "one thing", "one thing", "other matter", "other matter"]):
        experts.keep(str(number), text)
    experts.knows("Ada", map(str, range(5)))
    assert experts.rank("one thing")[0].score == pytest.approx((1 + 3 / 5) / 2, abs=1e-6)


def test_only_those_asked_for() -> None:
    assert [match.person for match in _three().rank("Probes", among={"Bo", "nobody"})] == ["Bo"]


def test_nothing_at_all() -> None:
    experts = Experts()
    assert experts.rank("anything") == []
    experts.keep("empty", "")
    experts.knows("Ada", ["empty"])
    assert experts.rank("") == [("Ada", 0)]
    experts.knows("Ada", [])
    assert experts.rank("anything") == []


def test_a_full_text_counts_beside_the_abstract() -> None:
    experts = _three()
    before = {match.person: match.score for match in experts.rank("Waggles and honey")}
    assert before["Bo"] == 0
    experts.keep(
        "bees", "Bees dance to tell each other where flowers are", "Waggles are longer when honey is far. " * 5
    )
    ranked = experts.rank("Waggles and honey")
    assert ranked[0].person == "Bo"
    assert ranked[0].score > 0.3


def test_a_draft_with_a_full_text_is_compared_by_it_too() -> None:
    experts = _three()
    experts.keep("bees", "Bees dance to tell each other where flowers are", "Waggles are longer when honey is far.")
    assert experts.rank("A title", "where honey is, waggles are longer")[0].person == "Bo"


@pytest.mark.parametrize("full", [False, True])
def test_step_by_step_gives_what_all_at_once_gives(full: bool) -> None:
    chance = random.Random(4)
    words = [f"{one}{other}" for one in ("ba", "du", "ki", "lo", "me") for other in ("ran", "tok", "sil", "vum")]
    texts = {str(number): " ".join(chance.choices(words, k=12)) for number in range(40)}
    whole = {name: " ".join(chance.choices(words, k=60)) if full else "" for name in texts}
    stepwise = Experts()
    for name in texts:
        stepwise.keep(name, texts[chance.choice(list(texts))])
        stepwise.rank("baran dutok")
    for name in texts:
        stepwise.keep(name, texts[name], whole[name])
        stepwise.knows(str(int(name) % 7), [name, *(other for other in texts if int(other) % 7 == int(name) % 7)])
    stepwise.drop("3")
    at_once = Experts()
    for name in texts.keys() - {"3"}:
        at_once.keep(name, texts[name], whole[name])
    for person in range(7):
        at_once.knows(str(person), [name for name in texts if int(name) % 7 == person])
    found = {match.person: match.score for match in stepwise.rank("baran dutok kisil", "loran")}
    assert found == pytest.approx({m.person: m.score for m in at_once.rank("baran dutok kisil", "loran")}, abs=1e-5)


def letters(texts: Sequence[str]) -> NDArray[np.float32]:
    """An encoder: how often each letter stands in a text."""
    return np.array([[text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts], np.float32)


def test_an_encoder_is_plugged_in_by_its_name() -> None:
    experts = Experts(encoder_named(f"{__name__}:letters"))
    experts.keep("zeds", "zzz zzz")
    experts.keep("ays", "aaa aaa")
    experts.knows("Ada", ["ays"])
    experts.knows("Zoe", ["zeds"])
    assert [match.person for match in experts.rank("zzzzz zz")] == ["Zoe", "Ada"]


@pytest.mark.parametrize("name", ["", "json", "json:nothing", "no.such.module:here", ":x"])
def test_an_encoder_that_is_not_there_is_said_so(name: str) -> None:
    with pytest.raises(ValueError, match="No encoder at"):
        encoder_named(name)


def test_the_loss_counts_gaps_wrong_orders_and_ties() -> None:
    ratings = {"a": {"x": 5.0, "y": 2.0, "z": 1.0}}
    assert bench_matching.loss(ratings, {"a": {"x": 3, "y": 2, "z": 1}}) == 0
    assert bench_matching.loss(ratings, {"a": {"x": 1, "y": 2, "z": 3}}) == 1
    assert bench_matching.loss(ratings, {"a": {"x": 1, "y": 1, "z": 1}}) == 0.5
    assert bench_matching.loss(ratings, {"a": {"x": 2, "y": 3, "z": 1}}) == pytest.approx(3 / 8)


def test_the_benchmark_reads_any_folder_of_the_layout(tmp_path: Path) -> None:
    """Ids are words: one is `no_ss`, one begins with a zero."""
    archives = tmp_path / "d_20_1" / "archives"
    archives.mkdir(parents=True)
    papers = {"no_ss": "Bees dance", "007": "Probes in models"}
    whole = {name: {"id": name, "content": {"title": text, "abstract": None}} for name, text in papers.items()}
    (tmp_path / "d_20_1" / "submissions.json").write_text(json.dumps(whole))
    line = {"id": "0x", "content": {"title": "Bees", "abstract": "They dance\u2028by day."}}
    (archives / "~0042.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    head = "ParticipantID\tPaper1\tPaper2\tPaper3\tExpertise1\tExpertise2\tExpertise3\n"
    (tmp_path / "evaluations.csv").write_text(head + "0042\tno_ss\t007\t\t4.5\t1.0\t\n")
    ratings = bench_matching.ratings_in(tmp_path / "evaluations.csv")
    assert ratings == {"0042": {"no_ss": 4.5, "007": 1.0}}
    scores = bench_matching.scores_in(tmp_path / "d_20_1", ratings, "")
    assert bench_matching.loss(ratings, scores) == 0
    assert bench_matching.measure_order(tmp_path, "")


@pytest.mark.material
def test_the_order_on_public_answers() -> None:
    if not MATERIAL.is_dir():
        pytest.skip("the gold standard of expertise is not beside this checkout")
    assert bench_matching.measure_order(MATERIAL, "")
