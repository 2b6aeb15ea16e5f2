"""What the people of the sample course noted: passages of abstracts and of full texts, by colour and tag."""

from dataclasses import dataclass

from app.reading.rules import Colour

CLAIM, SHOWN = Colour.AMBER, Colour.GREEN
MEANINGS = {CLAIM: "What it claims", SHOWN: "How it is shown"}


@dataclass(frozen=True)
class Noted:
    """A passage, what was noted on it, and whether it is of the full text or of the abstract."""

    passage: str
    words: str = ""
    colour: Colour = CLAIM
    tags: tuple[str, ...] = ()
    in_text: bool = False


Quoted = dict[str, Noted]
"""By the name that a piece knows it under."""

FORGETTING: Quoted = {
    "opposite": Noted(
        "the gradients of both losses are largest and point almost opposite ways", "The picture to draw first."
    ),
    "damage": Noted("most of the damage to $r_t$ then falls in the first tenth of training"),
    "ramp": Noted(
        "the schedule that minimises $\\sum_t (r_t - r_0)$ for a fixed amount forgotten is a linear ramp",
        "The result.",
        tags=("the result",),
    ),
    "half": Noted("an even pace halves the number of steps needed to bring recall of the forgotten facts to chance"),
    "stop": Noted(
        "once the slope of $r_t$ changes sign, nothing that is still remembered is worth its price",
        "Say this last.",
        tags=("when to stop",),
    ),
    "hurry": Noted(
        "In every run we looked at, more than half of what neighbours ever lost was lost before step 200 of 2,000.",
        "A tenth of training. This is what Figure 1 shows.",
        SHOWN,
        ("figures",),
        in_text=True,
    ),
    "thin": Noted(
        "both schedules spoiled about 2% and the constant weight was faster",
        "Honest. Say it in the piece.",
        tags=("limits",),
        in_text=True,
    ),
}
"""Ana's, on “Forgetting at an Even Pace”, and her piece leads to them."""

FORGETTING_TOO = (
    Noted(
        "we find that $1 + \\cos\\theta_{t}$ grows like $1 - e^{-\\gamma t}$ with one rate $\\gamma$ for a whole family"
        " of models",
        "One number for a whole family!",
        SHOWN,
        ("the result",),
        in_text=True,
    ),
    Noted(
        "Spending all of it at the end is no better, since by then the two gradients have not been driven apart",
        "So it is not “the later, the better”.",
        in_text=True,
    ),
    Noted("a payment is found that leaves nothing to be gained by waiting", colour=SHOWN, in_text=True),
    Noted(
        "neigbouring facts were found by features that two dictionaries had in common",
        "Which two? Ask Mara.",
        SHOWN,
        ("to ask",),
        in_text=True,
    ),
    Noted(
        "probes of few bits are the best answer we know to it",
        "Read what they cite here.",
        tags=("to ask",),
        in_text=True,
    ),
    Noted("A practical gain of the ramp is that it shows its own end.", tags=("when to stop",), in_text=True),
    Noted("Where it crosses zero, forgetting should stop.", colour=SHOWN, tags=("figures",), in_text=True),
)
"""The rest of what she noted there. In its second version two of these fourteen say something else and one is gone."""

QUESTIONS: Quoted = {
    "single": Noted(
        "may do a single thing: put a question to a person before a long task begins",
        "One thing only. That is the point.",
    ),
    "share": Noted(
        "asked $k = 3$ questions prevented 71% of the outcomes that people later called wrong", colour=SHOWN
    ),
}
WALKING: Quoted = {
    "cells": Noted("recovers $x$ from $h$ with 94% of cells right"),
    "north": Noted("its north is the direction of the first step", "My favourite sentence."),
    "circles": Noted("Erasing the $2n$ directions makes the walker go round in circles"),
}
