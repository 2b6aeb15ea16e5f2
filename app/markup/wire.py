"""Values between a rendering process and its parent, as JSON can carry them."""

import dataclasses
from typing import Any

from app.markup.shapes import Citation, Claim, Facts, Heading, Image, Needs, Problem, Rendered, Use


def facts_from(value: dict[str, Any]) -> Facts:
    """Facts as `dataclasses.asdict` wrote them."""
    return Facts(
        claims={key: Claim(**claim) for key, claim in value["claims"].items()},
        citations={key: Citation(**work) for key, work in value["citations"].items()},
        citation_style=value["citation_style"],
        images={key: Image(**image) for key, image in value["images"].items()},
        macros=value["macros"],
        base_url=value["base_url"],
        objections=value["objections"],
    )


def rendered_to(rendered: Rendered) -> dict[str, Any]:
    """A rendering without its `html`, which is the sum of its blocks."""
    value = {field.name: getattr(rendered, field.name) for field in dataclasses.fields(rendered)}
    return {
        **value,
        "html": "",
        "headings": [dataclasses.asdict(heading) for heading in rendered.headings],
        "problems": [dataclasses.asdict(problem) for problem in rendered.problems],
    }


def rendered_from(value: dict[str, Any]) -> Rendered:
    """The rendering `rendered_to` wrote."""
    return Rendered(
        **{
            **value,
            "html": "".join(value["blocks"]),
            "headings": [Heading(**heading) for heading in value["headings"]],
            "problems": [Problem(**problem) for problem in value["problems"]],
        }
    )


def needs_from(value: dict[str, Any]) -> Needs:
    """Needs as `dataclasses.asdict` wrote them."""
    return Needs(**{**value, "uses": [Use(**use) for use in value["uses"]]})
